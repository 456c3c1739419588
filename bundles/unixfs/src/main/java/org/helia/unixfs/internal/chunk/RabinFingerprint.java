package org.helia.unixfs.internal.chunk;

/**
 * The Rabin fingerprint of {@value #WINDOW} bytes: they are the coefficients of a polynomial over
 * GF(2), and the fingerprint is what remains of it modulo an irreducible polynomial of degree
 * {@value #DEGREE}, the one that boxo uses.
 *
 * @see <a href="http://www.xmailserver.org/rabin.pdf">Rabin, Fingerprinting by random
 *     polynomials</a>
 */
final class RabinFingerprint {
  /** How many bytes a fingerprint is of. */
  static final int WINDOW = 16;

  private static final long POLYNOMIAL = 17_437_180_132_763_653L;
  private static final int DEGREE = 53;

  /** The highest 8 bits of a fingerprint: those that the next byte pushes over the degree. */
  private static final int TOP = DEGREE - Byte.SIZE;

  /** For the 8 bits that are pushed out: themselves, to clear them, and what remains of them. */
  private static final long[] REDUCED = new long[256];

  /** What a byte has become when it has been in the window for {@value #WINDOW} steps. */
  private static final long[] LEAVING = new long[256];

  static {
    for (int b = 0; b < 256; b++) {
      REDUCED[b] = (long) b << DEGREE | remainder((long) b << DEGREE);
    }
    for (int b = 0; b < 256; b++) {
      long value = b;
      for (int i = 0; i < WINDOW; i++) {
        value = append(value, 0);
      }
      LEAVING[b] = value;
    }
  }

  private RabinFingerprint() {}

  private static long remainder(long polynomial) {
    long rest = polynomial;
    for (int bit = Long.SIZE - 1; bit >= DEGREE; bit--) {
      if ((rest >>> bit & 1) != 0) {
        rest ^= POLYNOMIAL << (bit - DEGREE);
      }
    }
    return rest;
  }

  private static long append(long fingerprint, int next) {
    return fingerprint << Byte.SIZE ^ REDUCED[(int) (fingerprint >>> TOP) & 0xff] ^ next;
  }

  /** The fingerprint of the window that ends at an index. */
  static long of(byte[] bytes, int end) {
    long fingerprint = 0;
    for (int i = end - WINDOW; i < end; i++) {
      fingerprint = append(fingerprint, bytes[i] & 0xff);
    }
    return fingerprint;
  }

  /**
   * Moves the window on by one byte. What leaves and what comes is not waited for by the next step:
   * only the reduction is.
   */
  static long slide(long fingerprint, byte leaving, byte coming) {
    return append(fingerprint, coming & 0xff) ^ LEAVING[leaving & 0xff];
  }
}
