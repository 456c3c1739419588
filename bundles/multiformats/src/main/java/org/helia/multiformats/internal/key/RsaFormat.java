package org.helia.multiformats.internal.key;

import java.math.BigInteger;
import org.helia.multiformats.MultiformatsException;

/**
 * RSA keys: X.509 SubjectPublicKeyInfo and PKCS #1 RSAPrivateKey, both in DER. The limits are those
 * of go-libp2p.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1">RFC 8017, RSA key syntax</a>
 */
final class RsaFormat implements KeyFormat {
  /** rsaEncryption and its parameters, which are NULL. */
  static final byte[] ALGORITHM = Der.sequence(Der.oid("2a864886f70d010101"), Der.element(0x05));

  private static final int MIN_BITS = 2_048;
  private static final int MAX_BITS = 8_192;
  private static final int MAX_EXPONENT_BITS = 31;

  private record Private(BigInteger modulus, BigInteger exponent) {}

  @Override
  public void checkPublic(byte[] data) {
    DerReader whole = new DerReader(data);
    DerReader info = whole.sequence();
    whole.end();
    info.expect(ALGORITHM, "the algorithm rsaEncryption");
    DerReader bits = new DerReader(info.bits());
    info.end();
    DerReader fields = bits.sequence();
    bits.end();
    check(fields.integer(), fields.integer());
    fields.end();
  }

  private static void check(BigInteger modulus, BigInteger exponent) {
    int size = modulus.bitLength();
    if (size < MIN_BITS || size > MAX_BITS) {
      throw new MultiformatsException(
          String.format("An RSA key has %d to %d bits, found %d", MIN_BITS, MAX_BITS, size));
    }
    boolean usable = exponent.testBit(0) && exponent.compareTo(BigInteger.ONE) > 0;
    if (!usable || exponent.bitLength() > MAX_EXPONENT_BITS || !modulus.testBit(0)) {
      throw new MultiformatsException("The RSA key's modulus or exponent is out of range");
    }
  }

  @Override
  public byte[] normalizePrivate(byte[] data) {
    readPrivate(data);
    return data.clone();
  }

  private static Private readPrivate(byte[] data) {
    DerReader whole = new DerReader(data);
    DerReader fields = whole.sequence();
    whole.end();
    fields.expect(Der.integer(0), "version 0 (two primes) of an RSA private key");
    BigInteger modulus = fields.integer();
    BigInteger exponent = fields.integer();
    check(modulus, exponent);
    BigInteger secret = fields.integer();
    BigInteger p = fields.integer();
    BigInteger q = fields.integer();
    if (!p.multiply(q).equals(modulus) || p.equals(modulus) || q.equals(modulus)) {
      throw new MultiformatsException("The primes of the RSA private key do not make its modulus");
    }
    requireInverse(exponent, secret, fields.integer(), p);
    requireInverse(exponent, secret, fields.integer(), q);
    if (!isOne(fields.integer().multiply(q), p)) {
      throw new MultiformatsException(
          "The coefficient of the RSA private key is not of its primes");
    }
    fields.end();
    return new Private(modulus, exponent);
  }

  /**
   * One wrong number, and what is signed with the others may give the key away.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8017#section-3.2">RFC 8017, section 3.2</a>
   */
  private static void requireInverse(
      BigInteger exponent, BigInteger secret, BigInteger ofPrime, BigInteger prime) {
    BigInteger order = prime.subtract(BigInteger.ONE);
    if (!isOne(exponent.multiply(secret), order) || !isOne(exponent.multiply(ofPrime), order)) {
      throw new MultiformatsException("The private exponents of the RSA key are not of its primes");
    }
  }

  private static boolean isOne(BigInteger value, BigInteger modulus) {
    return value.mod(modulus).equals(BigInteger.ONE);
  }

  @Override
  public byte[] publicOf(byte[] privateData) {
    Private key = readPrivate(privateData);
    byte[] numbers = Der.sequence(Der.integer(key.modulus), Der.integer(key.exponent));
    return Der.sequence(ALGORITHM, Der.bits(numbers));
  }

  @Override
  public byte[] toX509(byte[] publicData) {
    return publicData.clone();
  }

  @Override
  public byte[] toPkcs8(byte[] privateData) {
    return Der.sequence(Der.integer(0), ALGORITHM, Der.octets(privateData));
  }
}
