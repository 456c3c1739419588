package org.helia.multiformats.internal.key;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.helia.multiformats.MultiformatsException;

/**
 * The elliptic curves of keys, y² = x³ + ax + b modulo a prime: enough of their arithmetic to tell
 * whether a point is on the curve and which public key belongs to a private one. Its time depends
 * on the numbers, so it serves to read keys once, not to sign.
 *
 * @see <a href="https://www.secg.org/sec2-v2.pdf">SEC 2, recommended parameters</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // Nobody outside this package holds its arrays.
enum Curve {
  SECP256K1(
      "secp256k1",
      "2b8104000a",
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
      0,
      "7",
      "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
      "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
  P256(
      "P-256",
      "2a8648ce3d030107",
      "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
      -3,
      "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
      "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
      "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  P384(
      "P-384",
      "2b81040022",
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
          + "ffffffff0000000000000000ffffffff",
      -3,
      "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
          + "c656398d8a2ed19d2a85c8edd3ec2aef",
      "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a38"
          + "5502f25dbf55296c3a545e3872760ab7",
      "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c0"
          + "0a60b1ce1d7e819d7a431d7c90ea0e5f",
      "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
          + "581a0db248b0a77aecec196accc52973"),
  P521(
      "P-521",
      "2b81040023",
      "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      -3,
      "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e1"
          + "56193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
      "c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dba"
          + "a14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
      "11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c"
          + "97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
      "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409");

  /** The curves of ECDSA keys. */
  static final List<Curve> NIST = List.of(P256, P384, P521);

  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final byte UNCOMPRESSED = 0x04;

  /** The curve's name as people write it. */
  final String label;

  /** The curve's object identifier as a DER element. */
  final byte[] oid;

  /** The length of a coordinate, and of a private key, in bytes. */
  final int fieldLength;

  private final BigInteger prime;
  private final BigInteger a;
  private final BigInteger b;
  private final Point generator;
  private final BigInteger order;

  Curve(String label, String oid, String prime, int a, String b, String x, String y, String order) {
    this.label = label;
    this.oid = Der.oid(oid);
    this.prime = new BigInteger(prime, 16);
    this.fieldLength = (this.prime.bitLength() + 7) / 8;
    this.a = BigInteger.valueOf(a);
    this.b = new BigInteger(b, 16);
    this.generator = new Point(new BigInteger(x, 16), new BigInteger(y, 16));
    this.order = new BigInteger(order, 16);
  }

  /** A point other than the one at infinity. */
  record Point(BigInteger x, BigInteger y) {}

  /** Reads an uncompressed point: 0x04, x, y. */
  Point readUncompressed(byte[] bytes) {
    if (bytes.length != 1 + 2 * fieldLength || bytes[0] != UNCOMPRESSED) {
      throw new MultiformatsException(
          String.format(
              "Expected an uncompressed point of %s (0x04 and %d bytes), found %d bytes",
              label, 2 * fieldLength, bytes.length));
    }
    BigInteger x = new BigInteger(1, bytes, 1, fieldLength);
    BigInteger y = new BigInteger(1, bytes, 1 + fieldLength, fieldLength);
    boolean inField = x.compareTo(prime) < 0 && y.compareTo(prime) < 0;
    if (!inField || !y.multiply(y).mod(prime).equals(ySquared(x))) {
      throw new MultiformatsException("The public key is not a point of the curve " + label);
    }
    return new Point(x, y);
  }

  byte[] writeUncompressed(Point point) {
    byte[] bytes = new byte[1 + 2 * fieldLength];
    bytes[0] = UNCOMPRESSED;
    putCoordinate(point.x, bytes, 1);
    putCoordinate(point.y, bytes, 1 + fieldLength);
    return bytes;
  }

  /** Refuses what is not a compressed point: 0x02 or 0x03 (y even or odd), x. */
  void checkCompressed(byte[] bytes) {
    if (bytes.length != 1 + fieldLength || (bytes[0] != 2 && bytes[0] != 3)) {
      throw new MultiformatsException(
          String.format(
              "Expected a compressed point of %s (0x02 or 0x03 and %d bytes), found %d bytes%s",
              label,
              fieldLength,
              bytes.length,
              bytes.length == 0 ? "" : String.format(" beginning with 0x%02x", bytes[0])));
    }
    BigInteger x = new BigInteger(1, bytes, 1, fieldLength);
    if (x.compareTo(prime) >= 0 || !isSquare(ySquared(x))) {
      throw new MultiformatsException("The public key is not a point of the curve " + label);
    }
  }

  byte[] writeCompressed(Point point) {
    byte[] bytes = new byte[1 + fieldLength];
    bytes[0] = (byte) (point.y.testBit(0) ? 3 : 2);
    putCoordinate(point.x, bytes, 1);
    return bytes;
  }

  private void putCoordinate(BigInteger value, byte[] to, int offset) {
    byte[] bytes = value.toByteArray();
    int zeros = bytes.length > fieldLength ? 1 : 0;
    int length = bytes.length - zeros;
    System.arraycopy(bytes, zeros, to, offset + fieldLength - length, length);
  }

  private BigInteger ySquared(BigInteger x) {
    return x.multiply(x).add(a).multiply(x).add(b).mod(prime);
  }

  /** Euler's criterion. */
  private boolean isSquare(BigInteger value) {
    BigInteger exponent = prime.subtract(BigInteger.ONE).shiftRight(1);
    return value.signum() == 0 || value.modPow(exponent, prime).equals(BigInteger.ONE);
  }

  /** The public key of a private one. */
  Point multiplyGenerator(byte[] privateKey) {
    if (privateKey.length != fieldLength) {
      throw new MultiformatsException(
          String.format(
              "A private key of %s has %d bytes, found %d", label, fieldLength, privateKey.length));
    }
    BigInteger factor = new BigInteger(1, privateKey);
    if (factor.signum() == 0 || factor.compareTo(order) >= 0) {
      throw new MultiformatsException(
          "A private key of " + label + " is from 1 up to below the order of the curve");
    }
    // The highest bit is the generator itself, so that the point at infinity never appears: sums of
    // fewer than `order` generators are never opposite points.
    Point sum = generator;
    for (int bit = factor.bitLength() - 2; bit >= 0; bit--) {
      sum = add(sum, sum);
      if (factor.testBit(bit)) {
        sum = add(sum, generator);
      }
    }
    return sum;
  }

  private Point add(Point p, Point q) {
    BigInteger slope =
        p.equals(q)
            ? divide(p.x.multiply(p.x).multiply(THREE).add(a), p.y.multiply(TWO))
            : divide(q.y.subtract(p.y), q.x.subtract(p.x));
    BigInteger x = slope.multiply(slope).subtract(p.x).subtract(q.x).mod(prime);
    return new Point(x, slope.multiply(p.x.subtract(x)).subtract(p.y).mod(prime));
  }

  private BigInteger divide(BigInteger dividend, BigInteger divisor) {
    return dividend.multiply(divisor.modInverse(prime)).mod(prime);
  }

  /** The curve of ECDSA keys whose object identifier comes next. */
  static Curve read(DerReader from) {
    byte[] found = from.element();
    for (Curve curve : NIST) {
      if (Arrays.equals(curve.oid, found)) {
        return curve;
      }
    }
    throw new MultiformatsException("An ECDSA key is of the curve P-256, P-384 or P-521");
  }
}
