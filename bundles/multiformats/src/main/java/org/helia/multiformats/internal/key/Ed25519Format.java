package org.helia.multiformats.internal.key;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.helia.multiformats.MultiformatsException;

/**
 * Ed25519 keys: the public key in 32 bytes; the private key is the seed and behind it the public
 * key, in old files twice.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8410">RFC 8410, its X.509 and PKCS #8 forms</a>
 */
final class Ed25519Format implements KeyFormat {
  /** id-Ed25519. */
  static final byte[] ALGORITHM = Der.oid("2b6570");

  private static final int LENGTH = 32;

  @Override
  public void checkPublic(byte[] data) {
    if (data.length != LENGTH) {
      throw new MultiformatsException(
          "An Ed25519 public key has " + LENGTH + " bytes, found " + data.length);
    }
  }

  @Override
  public byte[] normalizePrivate(byte[] data) {
    boolean legacy = data.length == 3 * LENGTH;
    if (!legacy && data.length != 2 * LENGTH) {
      throw new MultiformatsException(
          "An Ed25519 private key has 64 bytes, or 96 in old files, found " + data.length);
    }
    byte[] publicKey = publicOf(data);
    if (legacy && !Arrays.equals(publicKey, 0, LENGTH, data, 2 * LENGTH, 3 * LENGTH)) {
      throw new MultiformatsException("The Ed25519 private key carries two different public keys");
    }
    // Who signs with a public key that is not his gives his private key away.
    if (!Arrays.equals(publicKey, publicOfSeed(Arrays.copyOf(data, LENGTH)))) {
      throw new MultiformatsException(
          "The Ed25519 private key carries a public key of another one");
    }
    return Arrays.copyOf(data, 2 * LENGTH);
  }

  /** The seed of a private key with its public key behind it. */
  static byte[] withPublicKey(byte[] seed) {
    if (seed.length != LENGTH) {
      throw new MultiformatsException(
          "An Ed25519 seed has " + LENGTH + " bytes, found " + seed.length);
    }
    byte[] both = Arrays.copyOf(seed, 2 * LENGTH);
    System.arraycopy(publicOfSeed(seed), 0, both, LENGTH, LENGTH);
    return both;
  }

  /** The JDK computes a public key only when it makes a new pair: let it draw our seed. */
  private static byte[] publicOfSeed(byte[] seed) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(NamedParameterSpec.ED25519.getName());
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      KeyPair pair = generator.generateKeyPair();
      byte[] used = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      if (!Arrays.equals(used, seed)) {
        throw new IllegalStateException("This JVM does not derive Ed25519 keys from a given seed");
      }
      byte[] x509 = pair.getPublic().getEncoded();
      return Arrays.copyOfRange(x509, x509.length - LENGTH, x509.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM has no Ed25519", e);
    }
  }

  @Override
  public byte[] publicOf(byte[] privateData) {
    return Arrays.copyOfRange(privateData, LENGTH, 2 * LENGTH);
  }

  @Override
  public byte[] toX509(byte[] publicData) {
    return Der.sequence(Der.sequence(ALGORITHM), Der.bits(publicData));
  }

  @Override
  public byte[] toPkcs8(byte[] privateData) {
    byte[] seed = Arrays.copyOf(privateData, LENGTH);
    return Der.sequence(Der.integer(0), Der.sequence(ALGORITHM), Der.octets(Der.octets(seed)));
  }

  /** A source of "random" bytes that are the seed. */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
