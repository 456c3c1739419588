package org.helia.testkit.net;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.CryptoChoice;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Ed25519 keys of tests, and what signs with them. */
public final class TestKeys {
  /** Signs and verifies Ed25519 and RSA with the JDK; does nothing else. */
  public static final Crypto CRYPTO = new JdkSignatures();

  /** What comes before the 32 bytes of a private key (RFC 8410). */
  private static final byte[] PKCS8 = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  private TestKeys() {}

  /** Always the same key for a number. */
  public static PrivateKey ed25519(int number) {
    return PrivateKey.fromPkcs8(
        ByteBuffer.allocate(PKCS8.length + 32).put(PKCS8).putInt(number).array());
  }

  private static final class JdkSignatures implements Crypto {
    private static String signature(KeyType type) {
      return switch (type) {
        case ED25519 -> "Ed25519";
        case RSA -> "SHA256withRSA";
        default -> throw refused(type + " keys");
      };
    }

    private static UnsupportedOperationException refused(String what) {
      return new UnsupportedOperationException("the crypto of tests has no " + what);
    }

    private static KeyFactory keys(KeyType type) throws GeneralSecurityException {
      return KeyFactory.getInstance(type == KeyType.RSA ? "RSA" : "Ed25519");
    }

    @Override
    public byte[] sign(PrivateKey key, byte[] message) {
      try {
        Signature signer = Signature.getInstance(signature(key.type()));
        signer.initSign(keys(key.type()).generatePrivate(new PKCS8EncodedKeySpec(key.toPkcs8())));
        signer.update(message);
        return signer.sign();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean verify(PublicKey key, byte[] message, byte[] signature) {
      try {
        Signature verifier = Signature.getInstance(signature(key.type()));
        verifier.initVerify(keys(key.type()).generatePublic(new X509EncodedKeySpec(key.toX509())));
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException e) {
        return false;
      }
    }

    @Override
    public PrivateKey generate(KeyType type) {
      throw refused("new keys");
    }

    @Override
    public PrivateKey generateRsa(int bits) {
      throw refused("new keys");
    }

    @Override
    public AgreementKey newAgreementKey() {
      throw refused("agreement");
    }

    @Override
    public AgreementKey agreementKey(byte[] privateKey) {
      throw refused("agreement");
    }

    @Override
    public Aead aead(byte[] key) {
      throw refused("cipher");
    }

    @Override
    public List<CryptoChoice> choices() {
      return List.of();
    }
  }
}
