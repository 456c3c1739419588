package org.helia.unixfs.internal.format;

import java.nio.ByteBuffer;

/** How protocol buffers write numbers, negative ones (of 10 bytes) included. */
public final class PbOutput {
  private PbOutput() {}

  /** Writes a number of 64 bits. */
  static void varint(ByteBuffer out, long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  /** How many bytes a number of 64 bits takes. */
  public static int varintSize(long number) {
    return (Long.SIZE - Long.numberOfLeadingZeros(number | 1) + 6) / 7;
  }

  /** How many bytes a field takes that has a length in front: tag of one byte, length, content. */
  public static int bytesSize(int length) {
    return 1 + varintSize(length) + length;
  }
}
