package org.helia.multiformats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Unsigned varints: seven bits to a byte, least significant first, the high bit set on every byte
 * but the last. At most {@value #MAX_SIZE} bytes (63 bits), always in the shortest form.
 *
 * @see <a href="https://github.com/multiformats/unsigned-varint">unsigned-varint specification</a>
 */
public final class Varint {
  /** The longest varint in bytes; it holds 63 bits. */
  public static final int MAX_SIZE = 9;

  private static final int END = -1;

  private Varint() {}

  /**
   * The number of bytes that the value takes.
   *
   * @param value the value, not negative
   * @return 1 to {@value #MAX_SIZE}
   * @throws MultiformatsException if the value is negative
   */
  public static int size(long value) {
    int bits = Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(checked(value)));
    return (bits + 6) / 7;
  }

  /**
   * The value as a new array.
   *
   * @param value the value, not negative
   * @return 1 to {@value #MAX_SIZE} bytes
   * @throws MultiformatsException if the value is negative
   */
  public static byte[] encode(long value) {
    byte[] bytes = new byte[size(value)];
    write(value, bytes, 0);
    return bytes;
  }

  /**
   * Writes the value at the buffer's position and advances it.
   *
   * @param value the value, not negative
   * @param to the buffer
   * @throws MultiformatsException if the value is negative
   * @throws java.nio.BufferOverflowException if the buffer has too little room
   */
  public static void write(long value, ByteBuffer to) {
    long rest = checked(value);
    while (rest > 0x7f) {
      to.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  /**
   * Writes the value into an array.
   *
   * @param value the value, not negative
   * @param to the array
   * @param offset where the first byte goes
   * @return the offset after the last byte written
   * @throws MultiformatsException if the value is negative
   * @throws IndexOutOfBoundsException if the array has too little room
   */
  public static int write(long value, byte[] to, int offset) {
    long rest = checked(value);
    int at = offset;
    while (rest > 0x7f) {
      to[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    return at;
  }

  /**
   * Writes the value to a stream.
   *
   * @param value the value, not negative
   * @param to the stream; it is neither flushed nor closed
   * @throws MultiformatsException if the value is negative
   * @throws IOException if the stream fails
   */
  public static void write(long value, OutputStream to) throws IOException {
    long rest = checked(value);
    while (rest > 0x7f) {
      to.write((int) rest | 0x80);
      rest >>>= 7;
    }
    to.write((int) rest);
  }

  /**
   * Reads a varint at the buffer's position and advances it past the varint.
   *
   * @param from the buffer; its position is undefined after an error
   * @return the value, 0 to 2^63-1
   * @throws MultiformatsException if the varint is cut off, not in its shortest form, or longer
   *     than {@value #MAX_SIZE} bytes
   */
  public static long read(ByteBuffer from) {
    long value = 0;
    for (int i = 0; i < MAX_SIZE; i++) {
      if (!from.hasRemaining()) {
        throw new MultiformatsException("The input ends after " + i + " bytes of a varint");
      }
      byte next = from.get();
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return minimal(value, next, i);
      }
    }
    throw tooLong();
  }

  /**
   * Reads a varint from a stream, byte by byte, and no further.
   *
   * @param from the stream
   * @return the value, 0 to 2^63-1
   * @throws EOFException if the stream ends before or inside the varint
   * @throws MultiformatsException if the varint is not in its shortest form or longer than {@value
   *     #MAX_SIZE} bytes
   * @throws IOException if the stream fails
   */
  public static long read(InputStream from) throws IOException {
    int first = from.read();
    if (first == END) {
      throw new EOFException("The stream ends where a varint was to begin");
    }
    return readAfter(first, from);
  }

  /**
   * Reads a varint from a stream that may end cleanly before it.
   *
   * @param from the stream
   * @return the value, or empty when the stream is at its end before the first byte
   * @throws EOFException if the stream ends inside the varint
   * @throws MultiformatsException if the varint is not in its shortest form or longer than {@value
   *     #MAX_SIZE} bytes
   * @throws IOException if the stream fails
   */
  public static OptionalLong readIfPresent(InputStream from) throws IOException {
    int first = from.read();
    return first == END ? OptionalLong.empty() : OptionalLong.of(readAfter(first, from));
  }

  private static long readAfter(int first, InputStream from) throws IOException {
    long value = first & 0x7f;
    int next = first;
    for (int i = 1; next >= 0x80; i++) {
      if (i == MAX_SIZE) {
        throw tooLong();
      }
      next = from.read();
      if (next == END) {
        throw new EOFException("The stream ends after " + i + " bytes of a varint");
      }
      value |= (next & 0x7fL) << (7 * i);
      if (next < 0x80) {
        return minimal(value, (byte) next, i);
      }
    }
    return value;
  }

  private static long minimal(long value, byte last, int index) {
    if (last == 0 && index > 0) {
      throw new MultiformatsException(
          "A varint must be minimal, but " + value + " is written in " + (index + 1) + " bytes");
    }
    return value;
  }

  private static long checked(long value) {
    if (value < 0) {
      throw new MultiformatsException("A varint holds 0 to 2^63-1, but the value is " + value);
    }
    return value;
  }

  private static MultiformatsException tooLong() {
    return new MultiformatsException("A varint has at most " + MAX_SIZE + " bytes, this has more");
  }
}
