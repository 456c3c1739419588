package org.helia.unixfs.internal.chunk;

import org.helia.api.unixfs.Chunker;

/**
 * Cuts after the first window of {@value #WINDOW} bytes whose hash ends in 17 zero bits. The hash
 * of a window is the exclusive or of the numbers of its bytes, each turned by the distance from the
 * window's end; over 32 bytes the one that leaves has been turned all the way round.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Rolling_hash#Cyclic_polynomial">Cyclic polynomial</a>
 */
final class BuzhashBoundary implements Boundary {
  private static final int WINDOW = 32;
  private static final int MASK = (1 << 17) - 1;
  private static final int[] NUMBERS = BuzhashTable.NUMBERS;

  private final int min;
  private final int max;

  BuzhashBoundary() {
    Chunker sizes = new Chunker.Buzhash();
    min = sizes.minBytes();
    max = sizes.maxBytes();
  }

  @Override
  public int next(byte[] bytes, int from, int to) {
    int last = to - from > max ? from + max : to;
    if (last - from <= min) {
      return last;
    }
    int end = from + min;
    int hash = 0;
    for (int i = end - WINDOW; i < end; i++) {
      hash = Integer.rotateLeft(hash, 1) ^ NUMBERS[bytes[i] & 0xff];
    }
    for (int at = end; at < last; at++) {
      if ((hash & MASK) == 0) {
        return at;
      }
      // Both numbers at once: the next step then waits for one exclusive or instead of two.
      int change = NUMBERS[bytes[at - WINDOW] & 0xff] ^ NUMBERS[bytes[at] & 0xff];
      hash = Integer.rotateLeft(hash, 1) ^ change;
    }
    return last;
  }
}
