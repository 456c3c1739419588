package org.helia.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.helia.api.crypto.Crypto;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Signatures through the JDK's interfaces. */
class JcaSignatures implements SignatureScheme {
  private static final int ED25519_LENGTH = 64;

  private final Jca jca;
  private final String keyAlgorithm;
  private final String algorithm;

  JcaSignatures(Jca jca, String keyAlgorithm, String algorithm) {
    this.jca = jca;
    this.keyAlgorithm = keyAlgorithm;
    this.algorithm = algorithm;
  }

  static SignatureScheme ed25519(Jca jca) {
    return new JcaSignatures(jca, "Ed25519", "Ed25519") {
      @Override
      boolean mayBe(byte[] signature) {
        // JDK 17 does not look at what follows.
        return signature.length == ED25519_LENGTH;
      }
    };
  }

  static SignatureScheme ecdsa(Jca jca) {
    return new JcaSignatures(jca, "EC", "SHA256withECDSA") {
      @Override
      void initialize(KeyPairGenerator generator) throws GeneralSecurityException {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
    };
  }

  static RsaScheme rsa(Jca jca) {
    return new Rsa(jca);
  }

  /** Prepares for new keys; those of Ed25519 have no parameters. */
  void initialize(KeyPairGenerator generator) throws GeneralSecurityException {}

  /** Whether a signature has the right form, where the library does not check. */
  boolean mayBe(byte[] signature) {
    return true;
  }

  @Override
  public PrivateKey generate() throws GeneralSecurityException {
    KeyPairGenerator generator = jca.keyPairs(keyAlgorithm);
    initialize(generator);
    return generate(generator);
  }

  private static PrivateKey generate(KeyPairGenerator generator) {
    return PrivateKey.fromPkcs8(generator.generateKeyPair().getPrivate().getEncoded());
  }

  @Override
  public byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
    Signature signature = jca.signature(algorithm);
    signature.initSign(
        jca.keyFactory(keyAlgorithm).generatePrivate(new PKCS8EncodedKeySpec(key.toPkcs8())));
    signature.update(message);
    return signature.sign();
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = jca.signature(algorithm);
      verifier.initVerify(
          jca.keyFactory(keyAlgorithm).generatePublic(new X509EncodedKeySpec(key.toX509())));
      verifier.update(message);
      return mayBe(signature) && verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      // The algorithm is there, as KnownAnswers made sure: it is the key or the signature.
      return false;
    }
  }

  private static final class Rsa extends JcaSignatures implements RsaScheme {
    private final Jca jca;

    Rsa(Jca jca) {
      super(jca, "RSA", "SHA256withRSA");
      this.jca = jca;
    }

    @Override
    public PrivateKey generate() throws GeneralSecurityException {
      return generate(Crypto.DEFAULT_RSA_BITS);
    }

    @Override
    public PrivateKey generate(int bits) throws GeneralSecurityException {
      KeyPairGenerator generator = jca.keyPairs("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
      return JcaSignatures.generate(generator);
    }
  }
}
