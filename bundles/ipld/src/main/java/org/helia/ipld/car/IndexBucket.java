package org.helia.ipld.car;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.helia.api.car.MalformedCarException;

/**
 * The entries of one width in an index. They stay in the file; in memory is the beginning of every
 * so many digests, so that a lookup reads a few KiB once.
 */
final class IndexBucket {
  /** How many entries lie between two digests that are kept in memory, at least. */
  private static final int MIN_STRIDE = 128;

  /** How many digests are kept in memory at most. */
  private static final int MAX_FENCES = 1 << 20;

  /** How many entries of the same digest are looked at: more than duplicates are good for. */
  private static final int MAX_SAME = 64;

  private static final int READ_BYTES = 64 * 1024;

  private final CarFile file;
  private final long start;
  private final int width;
  private final long count;
  private final long stride;

  /** The first eight bytes of every so many digests, zeros behind a shorter one. */
  private final long[] fences;

  /**
   * Reads all entries once.
   *
   * @param start where the first entry is in the file
   * @param maxOffset what no offset may reach
   * @throws MalformedCarException when the digests are not sorted, or an offset is too large
   */
  IndexBucket(CarFile file, long start, int width, long count, long maxOffset) {
    this.file = file;
    this.start = start;
    this.width = width;
    this.count = count;
    this.stride = Math.max(MIN_STRIDE, (count + MAX_FENCES - 1) / MAX_FENCES);
    this.fences = new long[Math.toIntExact((count + stride - 1) / stride)];
    readFences(maxOffset);
  }

  int digestLength() {
    return width - Long.BYTES;
  }

  long count() {
    return count;
  }

  private void readFences(long maxOffset) {
    byte[] before = new byte[0];
    byte[] chunk = new byte[READ_BYTES / width * width];
    for (long index = 0; index < count; ) {
      int entries = (int) Math.min(chunk.length / width, count - index);
      file.readFully(start + index * width, chunk, entries * width);
      for (int at = 0; at < entries * width; at += width, index++) {
        int digestEnd = at + digestLength();
        if (compare(before, 0, before.length, chunk, at, digestEnd) > 0) {
          throw new MalformedCarException(start + index * width, "its index is not sorted");
        }
        long offset = offset(chunk, digestEnd);
        if (offset < 0 || offset >= maxOffset) {
          throw new MalformedCarException(
              start + index * width,
              "its index leads to byte %s, while the data has %d"
                  .formatted(Long.toUnsignedString(offset), maxOffset));
        }
        if (index % stride == 0) {
          fences[(int) (index / stride)] = prefix(chunk, at, digestEnd);
        }
        before = Arrays.copyOfRange(chunk, at, digestEnd);
      }
    }
  }

  private static int compare(byte[] a, int from, int to, byte[] b, int otherFrom, int otherTo) {
    return Arrays.compareUnsigned(a, from, to, b, otherFrom, otherTo);
  }

  private static long offset(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
  }

  private static long prefix(byte[] bytes, int from, int to) {
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = prefix << Byte.SIZE | (from + i < to ? bytes[from + i] & 0xff : 0);
    }
    return prefix;
  }

  /**
   * Looks a digest up.
   *
   * @param found gets each offset that the index gives for it, until it says that it is the right
   *     one
   * @return whether it said so
   */
  boolean find(byte[] digest, LongPredicate found) {
    long low = lowerBound(digest);
    int entries = (int) Math.min(MAX_SAME, count - low);
    if (entries == 0) {
      return false;
    }
    byte[] chunk = new byte[width * entries];
    file.readFully(start + low * width, chunk, chunk.length);
    for (int at = 0; at < chunk.length; at += width) {
      int digestEnd = at + digestLength();
      if (!Arrays.equals(chunk, at, digestEnd, digest, 0, digest.length)) {
        return false;
      }
      if (found.test(offset(chunk, digestEnd))) {
        return true;
      }
    }
    return false;
  }

  /** The first entry whose digest is not below another. */
  private long lowerBound(byte[] digest) {
    long prefix = prefix(digest, 0, digest.length);
    // Before the first fence that is not below it, behind the last one that is.
    long low = Math.max(0, (fencesBelow(prefix, false) - 1) * stride);
    long high = Math.min(count, fencesBelow(prefix, true) * stride);
    byte[] page = new byte[MIN_STRIDE * width];
    while (low < high) {
      if (high - low <= MIN_STRIDE) {
        return low + below(digest, page, low, (int) (high - low));
      }
      long middle = low + (high - low) / 2;
      if (below(digest, page, middle, 1) == 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many fences are below a prefix, or not above it. */
  private long fencesBelow(long prefix, boolean orEqual) {
    int low = 0;
    int high = fences.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = Long.compareUnsigned(fences[middle], prefix);
      if (order < 0 || (order == 0 && orEqual)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many of some entries are below a digest. */
  private int below(byte[] digest, byte[] page, long first, int entries) {
    file.readFully(start + first * width, page, entries * width);
    int low = 0;
    int high = entries;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int at = middle * width;
      if (compare(page, at, at + digestLength(), digest, 0, digest.length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Some entries, as they stand in the file.
   *
   * @param first the first of them
   * @param most how many at most
   */
  byte[] entries(long first, int most) {
    byte[] bytes = new byte[(int) Math.min(most, count - first) * width];
    file.readFully(start + first * width, bytes, bytes.length);
    return bytes;
  }

  int width() {
    return width;
  }
}
