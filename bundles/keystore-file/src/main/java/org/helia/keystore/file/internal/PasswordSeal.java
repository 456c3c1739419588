package org.helia.keystore.file.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;
import org.helia.api.crypto.Aead;
import org.helia.api.crypto.Crypto;
import org.helia.api.crypto.NotAuthenticException;
import org.helia.api.key.KeyException;

/**
 * Encrypts a key under a password: scrypt (RFC 7914) makes a key of the password and a fresh salt,
 * ChaCha20-Poly1305 (RFC 8439) encrypts with it, and authenticates the header and the key's name
 * besides.
 *
 * <p>The bytes: {@value #MAGIC}, three bytes with the logarithm of N, r and p, the salt, the sealed
 * key. The nonce is zero, as each salt makes a key that encrypts once.
 */
final class PasswordSeal {
  /** What encrypted keys begin with; no protobuf does. */
  static final String MAGIC = "helia-key-1\n";

  /** scrypt takes 2^15 rounds of 8 blocks: 32 MiB and some tenths of a second. */
  private static final int LOG_N = 15;

  private static final int R = 8;
  private static final int P = 1;

  /** What is accepted from a file: at most 2^20 rounds of 8 blocks, which is 1 GiB. */
  private static final int MAX_LOG_N = 20;

  private static final int SALT_BYTES = 16;
  private static final int HEADER_BYTES = MAGIC.length() + 3 + SALT_BYTES;
  private static final byte[] NONCE = new byte[Aead.NONCE_BYTES];

  private final Crypto crypto;
  private final byte[] password;
  private final SecureRandom random = new SecureRandom();

  PasswordSeal(Crypto crypto, byte[] password) {
    this.crypto = crypto;
    this.password = password.clone();
  }

  static boolean isSealed(byte[] bytes) {
    byte[] magic = MAGIC.getBytes(US_ASCII);
    return Arrays.equals(bytes, 0, Math.min(bytes.length, magic.length), magic, 0, magic.length);
  }

  byte[] seal(KeyName name, byte[] key) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + key.length + Aead.TAG_BYTES);
    out.put(MAGIC.getBytes(US_ASCII)).put((byte) LOG_N).put((byte) R).put((byte) P).put(salt);
    byte[] header = Arrays.copyOf(out.array(), HEADER_BYTES);
    aead(LOG_N, salt).seal(NONCE, associated(header, name), ByteBuffer.wrap(key), out);
    return out.array();
  }

  /**
   * Decrypts.
   *
   * @throws KeyException when it was sealed under another password or name, or changed
   */
  byte[] open(KeyName name, byte[] sealed) {
    if (sealed.length < HEADER_BYTES + Aead.TAG_BYTES) {
      throw new KeyException("the key '%s' is cut off".formatted(name.text()));
    }
    byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
    int logN = header[MAGIC.length()];
    if (logN < 1
        || logN > MAX_LOG_N
        || header[MAGIC.length() + 1] != R
        || header[MAGIC.length() + 2] != P) {
      throw new KeyException(
          "the key '%s' is encrypted with parameters of scrypt that are not taken here"
              .formatted(name.text()));
    }
    byte[] salt = Arrays.copyOfRange(header, MAGIC.length() + 3, HEADER_BYTES);
    byte[] key = new byte[sealed.length - HEADER_BYTES - Aead.TAG_BYTES];
    try {
      aead(logN, salt)
          .open(
              NONCE,
              associated(header, name),
              ByteBuffer.wrap(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES),
              ByteBuffer.wrap(key));
      return key;
    } catch (NotAuthenticException e) {
      throw new KeyException(
          "the key '%s' is encrypted under another password than that of \"passwordFile\" of %s, or damaged"
              .formatted(name.text(), KeystoreConfig.PID));
    }
  }

  private Aead aead(int logN, byte[] salt) {
    return crypto.aead(SCrypt.generate(password, salt, 1 << logN, R, P, Aead.KEY_BYTES));
  }

  private static byte[] associated(byte[] header, KeyName name) {
    byte[] text = name.text().getBytes(UTF_8);
    return ByteBuffer.allocate(header.length + text.length).put(header).put(text).array();
  }
}
