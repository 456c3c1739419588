package org.helia.crypto.internal;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.peer.PublicKey;

/** Ed25519 by Bouncy Castle. */
final class BouncyEd25519 implements SignatureScheme {
  private final SecureRandom random;

  BouncyEd25519(SecureRandom random) {
    this.random = random;
  }

  @Override
  public PrivateKey generate() {
    Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(random);
    byte[] seed = key.getEncoded();
    byte[] data = Arrays.copyOf(seed, 2 * seed.length);
    System.arraycopy(key.generatePublicKey().getEncoded(), 0, data, seed.length, seed.length);
    return PrivateKey.of(KeyType.ED25519, data);
  }

  @Override
  public byte[] sign(PrivateKey key, byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, new Ed25519PrivateKeyParameters(key.data(), 0));
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, byte[] signature) {
    try {
      Ed25519Signer verifier = new Ed25519Signer();
      verifier.init(false, new Ed25519PublicKeyParameters(key.data(), 0));
      verifier.update(message, 0, message.length);
      return verifier.verifySignature(signature);
    } catch (IllegalArgumentException notAPoint) {
      return false;
    }
  }
}
