package org.helia.crypto.internal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import org.helia.api.crypto.AgreementKey;
import org.helia.api.crypto.CryptoException;

/** X25519 through the JDK's interfaces, which take keys in the encodings of RFC 8410. */
final class JcaAgreement implements AgreementScheme {
  private static final String ALGORITHM = "X25519";

  /** What stands before the 32 bytes of a private key. */
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b656e04220420");

  /** What stands before the 32 bytes of a public key. */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b656e032100");

  private final Jca jca;

  JcaAgreement(Jca jca) {
    this.jca = jca;
  }

  @Override
  public AgreementKey key(byte[] privateKey) throws GeneralSecurityException {
    java.security.PrivateKey key =
        factory().generatePrivate(new PKCS8EncodedKeySpec(concat(PKCS8, privateKey)));
    return new X25519Key(theirs -> agree(key, theirs));
  }

  private KeyFactory factory() throws GeneralSecurityException {
    return jca.keyFactory(ALGORITHM);
  }

  private byte[] agree(java.security.PrivateKey ours, byte[] theirs) {
    try {
      KeyAgreement agreement = jca.agreement(ALGORITHM);
      agreement.init(ours);
      agreement.doPhase(
          factory().generatePublic(new X509EncodedKeySpec(concat(X509, theirs))), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new CryptoException("The X25519 public key cannot be agreed with: " + e, e);
    }
  }

  private static byte[] concat(byte[] prefix, byte[] key) {
    byte[] both = Arrays.copyOf(prefix, prefix.length + key.length);
    System.arraycopy(key, 0, both, prefix.length, key.length);
    return both;
  }
}
