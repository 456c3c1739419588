package org.helia.broker.bitswap.internal.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.helia.api.net.ByteStream;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Varint;

/**
 * Puts a message together out of small fields, which are copied, and blocks, which are not. Not
 * safe for several threads.
 */
final class WireOutput {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIRST_BYTES = 256;

  /** Longer bytes are not copied. */
  private static final int MAX_COPIED_BYTES = 8 * 1024;

  /** What goes to the stream at once, so that small pieces travel together. */
  private static final int CHUNK_BYTES = 64 * 1024;

  private final List<ByteBuffer> done = new ArrayList<>();
  private byte[] buffer = new byte[FIRST_BYTES];
  private int begin;
  private int end;
  private int size;

  /** How many bytes there are so far. */
  int size() {
    return size;
  }

  WireOutput number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  WireOutput numberUnlessZero(int field, long value) {
    return value == 0 ? this : number(field, value);
  }

  WireOutput flag(int field, boolean value) {
    return value ? number(field, 1) : this;
  }

  WireOutput cid(int field, Cid cid) {
    int length = cid.size();
    tag(field, LENGTH_DELIMITED);
    varint(length);
    room(length);
    cid.write(buffer, end);
    grown(length);
    return this;
  }

  /**
   * @param value not copied when it is long; it must not change until the message is written
   */
  WireOutput bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    if (value.length <= MAX_COPIED_BYTES) {
      room(value.length);
      System.arraycopy(value, 0, buffer, end, value.length);
      grown(value.length);
    } else {
      endPiece();
      done.add(ByteBuffer.wrap(value));
      size += value.length;
    }
    return this;
  }

  WireOutput message(int field, WireOutput value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.size);
    value.endPiece();
    for (ByteBuffer piece : value.done) {
      if (piece.remaining() <= MAX_COPIED_BYTES) {
        int length = piece.remaining();
        room(length);
        piece.get(buffer, end, length);
        grown(length);
      } else {
        endPiece();
        done.add(piece);
        size += piece.remaining();
      }
    }
    return this;
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    room(10);
    int before = end;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      buffer[end++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    buffer[end++] = (byte) rest;
    size += end - before;
  }

  private void room(int bytes) {
    if (buffer.length - end < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, end + bytes));
    }
  }

  private void grown(int bytes) {
    end += bytes;
    size += bytes;
  }

  /**
   * What was copied so far becomes a piece; the array may be replaced after that, never changed.
   */
  private void endPiece() {
    if (end > begin) {
      done.add(ByteBuffer.wrap(buffer, begin, end - begin).slice());
      begin = end;
    }
  }

  /** Sends the message behind its length. To be called once. */
  void writeTo(ByteStream stream) {
    endPiece();
    int whole = Varint.size(size) + size;
    ByteBuffer chunk = ByteBuffer.allocate(Math.min(whole, CHUNK_BYTES));
    Varint.write(size, chunk);
    for (ByteBuffer piece : done) {
      write(piece, chunk, stream);
    }
    stream.write(chunk.flip());
  }

  private static void write(ByteBuffer piece, ByteBuffer chunk, ByteStream stream) {
    move(piece, chunk);
    while (piece.hasRemaining()) {
      stream.write(chunk.flip());
      chunk.clear();
      int direct = piece.remaining() / CHUNK_BYTES * CHUNK_BYTES;
      if (direct > 0) {
        stream.write(piece.slice(piece.position(), direct));
        piece.position(piece.position() + direct);
      }
      move(piece, chunk);
    }
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    int length = Math.min(from.remaining(), to.remaining());
    to.put(to.position(), from, from.position(), length);
    to.position(to.position() + length);
    from.position(from.position() + length);
  }
}
