package org.helia.crypto.internal;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.SignatureException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/**
 * ECDSA over SHA-256 by Bouncy Castle, on any curve. Signatures are in strict DER and made with the
 * numbers of RFC 6979; s is always the lower one of the two that are valid, because js-libp2p takes
 * no other from secp256k1.
 */
final class BouncyEcdsa implements SignatureScheme {
  private final ASN1ObjectIdentifier curveOfNewKeys;
  private final SecureRandom random;

  private BouncyEcdsa(ASN1ObjectIdentifier curveOfNewKeys, SecureRandom random) {
    this.curveOfNewKeys = curveOfNewKeys;
    this.random = random;
  }

  static BouncyEcdsa secp256k1(SecureRandom random) {
    return new BouncyEcdsa(SECObjectIdentifiers.secp256k1, random);
  }

  static BouncyEcdsa p256(SecureRandom random) {
    return new BouncyEcdsa(SECObjectIdentifiers.secp256r1, random);
  }

  @Override
  public PrivateKey generate() throws GeneralSecurityException {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(ECNamedDomainParameters.lookup(curveOfNewKeys), random));
    try {
      return PrivateKey.fromPkcs8(
          PrivateKeyInfoFactory.createPrivateKeyInfo(generator.generateKeyPair().getPrivate())
              .getEncoded("DER"));
    } catch (IOException e) {
      throw new GeneralSecurityException("The new key cannot be encoded", e);
    }
  }

  @Override
  public byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
    try {
      ECPrivateKeyParameters secret =
          (ECPrivateKeyParameters) PrivateKeyFactory.createKey(key.toPkcs8());
      BigInteger order = secret.getParameters().getN();
      ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
      signer.init(true, secret);
      BigInteger[] numbers = signer.generateSignature(sha256(message));
      return StandardDSAEncoding.INSTANCE.encode(
          order, numbers[0], numbers[1].min(order.subtract(numbers[1])));
    } catch (IOException e) {
      throw new SignatureException("The key or its signature cannot be encoded", e);
    }
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, byte[] signature) {
    try {
      ECPublicKeyParameters point =
          (ECPublicKeyParameters) PublicKeyFactory.createKey(key.toX509());
      BigInteger[] numbers =
          StandardDSAEncoding.INSTANCE.decode(point.getParameters().getN(), signature);
      ECDSASigner verifier = new ECDSASigner();
      verifier.init(false, point);
      return verifier.verifySignature(sha256(message), numbers[0], numbers[1]);
    } catch (IOException | GeneralSecurityException | RuntimeException malformed) {
      // The decoder of malformed DER throws whatever it stumbles over, ClassCastException too.
      return false;
    }
  }

  private static byte[] sha256(byte[] message) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(message);
  }
}
