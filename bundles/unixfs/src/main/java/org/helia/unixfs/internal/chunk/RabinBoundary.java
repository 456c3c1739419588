package org.helia.unixfs.internal.chunk;

import org.helia.api.unixfs.Chunker;

/**
 * Cuts after the first window whose fingerprint ends in as many zero bits as the average size has,
 * rounded down to a power of two.
 *
 * <p>A fingerprint cannot be had before the one before it, which leaves most of a core idle. But
 * whether to cut depends on the window alone, so four stretches that lie side by side are searched
 * at the same time; what one of them finds counts when those before it have found nothing.
 */
final class RabinBoundary implements Boundary {
  private static final int LANES = 4;

  /** As much of the average size as may be searched in vain by lanes behind a cut. */
  private static final int RUNS_PER_AVERAGE = 16;

  /** A run costs the first window of it; more than this does not pay any more, in bytes. */
  private static final int MAX_RUN = 2048;

  private static final int NONE = -1;

  private final int min;
  private final int max;
  private final long mask;
  private final int run;

  RabinBoundary(Chunker.Rabin sizes) {
    min = sizes.minBytes();
    max = sizes.maxBytes();
    int average = Integer.highestOneBit(sizes.avgBytes());
    mask = average - 1L;
    run = Math.min(MAX_RUN, Math.max(RabinFingerprint.WINDOW, average / RUNS_PER_AVERAGE));
  }

  @Override
  public int next(byte[] bytes, int from, int to) {
    int last = to - from > max ? from + max : to;
    if (last - from <= min) {
      return last;
    }
    int end = from + min;
    for (; last - end >= LANES * run; end += LANES * run) {
      int cut = searchLanes(bytes, end);
      if (cut != NONE) {
        return cut;
      }
    }
    int cut = search(bytes, end, last);
    return cut == NONE ? last : cut;
  }

  private boolean cuts(long fingerprint) {
    return (fingerprint & mask) == 0;
  }

  /** The first cut from {@code end} on and before {@code last}. */
  private int search(byte[] bytes, int end, int last) {
    if (end >= last) {
      return NONE;
    }
    long fingerprint = RabinFingerprint.of(bytes, end);
    for (int at = end; ; at++) {
      if (cuts(fingerprint)) {
        return at;
      }
      if (at == last - 1) {
        return NONE;
      }
      fingerprint =
          RabinFingerprint.slide(fingerprint, bytes[at - RabinFingerprint.WINDOW], bytes[at]);
    }
  }

  /** The first cut from {@code end} on within the lanes. */
  private int searchLanes(byte[] bytes, int end) {
    int b = end + run;
    int c = b + run;
    int d = c + run;
    long inA = RabinFingerprint.of(bytes, end);
    long inB = RabinFingerprint.of(bytes, b);
    long inC = RabinFingerprint.of(bytes, c);
    long inD = RabinFingerprint.of(bytes, d);
    for (int i = 0; i < run; i++) {
      if (cuts(inA) || cuts(inB) || cuts(inC) || cuts(inD)) {
        return firstOf(bytes, end, i);
      }
      int left = i - RabinFingerprint.WINDOW;
      inA = RabinFingerprint.slide(inA, bytes[end + left], bytes[end + i]);
      inB = RabinFingerprint.slide(inB, bytes[b + left], bytes[b + i]);
      inC = RabinFingerprint.slide(inC, bytes[c + left], bytes[c + i]);
      inD = RabinFingerprint.slide(inD, bytes[d + left], bytes[d + i]);
    }
    return NONE;
  }

  /** One lane has a cut and none has one before it: those in front may have one behind it. */
  private int firstOf(byte[] bytes, int end, int i) {
    for (int lane = 0; lane < LANES; lane++) {
      int start = end + lane * run;
      int cut = search(bytes, start + i, start + run);
      if (cut != NONE) {
        return cut;
      }
    }
    throw new IllegalStateException("a cut that was found is gone: the bytes were changed");
  }
}
