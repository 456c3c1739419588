package org.helia.net.noise.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.Crypto;
import org.jspecify.annotations.Nullable;

/**
 * What both sides know at each point of the handshake: a hash of all that went to and fro, and the
 * key that follows from it.
 *
 * @see <a href="https://noiseprotocol.org/noise.html#the-symmetricstate-object">Noise, section
 *     5.2</a>
 */
final class SymmetricState {
  private static final byte[] NAME = "Noise_XX_25519_ChaChaPoly_SHA256".getBytes(US_ASCII);
  private static final byte[] NOTHING = {};

  private final Crypto crypto;
  private byte[] hash = NAME;
  private byte[] chainingKey = NAME;
  private @Nullable CipherState cipher;

  SymmetricState(Crypto crypto, byte[] prologue) {
    this.crypto = crypto;
    mixHash(prologue);
  }

  /** The two keys of the connection. */
  record Keys(byte[] ofInitiator, byte[] ofResponder) {}

  byte[] hash() {
    return hash.clone();
  }

  void mixHash(byte[] data) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(hash);
      hash = digest.digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  void mixKey(byte[] secret) {
    byte[][] keys = derive(secret);
    chainingKey = keys[0];
    cipher = new CipherState(crypto.aead(keys[1]));
  }

  Keys split() {
    byte[][] keys = derive(NOTHING);
    return new Keys(keys[0], keys[1]);
  }

  /** HKDF with two outputs (Noise, section 4.3). */
  private byte[][] derive(byte[] secret) {
    byte[] key = hmac(chainingKey, secret);
    byte[] first = hmac(key, new byte[] {1});
    byte[] message = Arrays.copyOf(first, first.length + 1);
    message[first.length] = 2;
    return new byte[][] {first, hmac(key, message)};
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has HMAC-SHA-256", e);
    }
  }

  /** Encrypts, once there is a key, and takes what was sent into the hash. */
  byte[] encryptAndHash(byte[] plaintext) {
    byte[] sealed = plaintext;
    CipherState current = cipher;
    if (current != null) {
      sealed = new byte[plaintext.length + Aead.TAG_BYTES];
      current.seal(hash, ByteBuffer.wrap(plaintext), ByteBuffer.wrap(sealed));
    }
    mixHash(sealed);
    return sealed;
  }

  /**
   * Decrypts, once there is a key, and takes what was received into the hash.
   *
   * @throws org.helia.api.crypto.NotAuthenticException when it was not encrypted with that key
   */
  byte[] decryptAndHash(byte[] sealed) {
    byte[] plaintext = sealed;
    CipherState current = cipher;
    if (current != null) {
      plaintext = new byte[Math.max(0, sealed.length - Aead.TAG_BYTES)];
      current.open(hash, ByteBuffer.wrap(sealed), ByteBuffer.wrap(plaintext));
    }
    mixHash(sealed);
    return plaintext;
  }
}
