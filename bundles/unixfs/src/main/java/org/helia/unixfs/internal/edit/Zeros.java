package org.helia.unixfs.internal.edit;

import java.io.InputStream;
import java.util.Arrays;

/** A number of zeros. */
final class Zeros extends InputStream {
  private long left;

  Zeros(long count) {
    left = count;
  }

  @Override
  public int read() {
    if (left == 0) {
      return -1;
    }
    left--;
    return 0;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (left == 0 && length > 0) {
      return -1;
    }
    int count = (int) Math.min(left, length);
    Arrays.fill(to, offset, offset + count, (byte) 0);
    left -= count;
    return count;
  }
}
