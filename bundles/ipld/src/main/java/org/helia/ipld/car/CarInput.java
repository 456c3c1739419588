package org.helia.ipld.car;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import org.helia.api.CancelledException;
import org.helia.api.car.CarException;

/**
 * A stream that knows how far it was read and can be looked into ahead. Small parts come out of a
 * buffer; what is longer than the buffer is read straight to where it belongs.
 */
final class CarInput {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private long position;
  private long end = Long.MAX_VALUE;

  CarInput(InputStream in) {
    this.in = in;
  }

  /** How many bytes were read, from the beginning of the stream. */
  long position() {
    return position;
  }

  /** Lets the stream end at a position. */
  void endAt(long limit) {
    end = limit;
  }

  /** How many bytes there are at most until the end that was set. */
  long left() {
    return end - position;
  }

  /**
   * The next bytes, without reading them: as many as asked for, or fewer at the end of the stream.
   * Valid until the next call.
   *
   * @param count at most {@value #BUFFER_BYTES}
   */
  ByteBuffer peek(int count) {
    int wanted = (int) Math.min(count, left());
    while (to - from < wanted && fill()) {
      // Until there is enough.
    }
    return ByteBuffer.wrap(buffer, from, Math.min(wanted, to - from));
  }

  /** Reads what was looked at. */
  void advance(int count) {
    from += count;
    position += count;
  }

  private boolean fill() {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    int count = read(buffer, to, buffer.length - to);
    to += Math.max(count, 0);
    return count >= 0;
  }

  /**
   * Fills an array.
   *
   * @return how many bytes there were; fewer than the array has at the end of the stream
   */
  int readFully(byte[] bytes) {
    int wanted = (int) Math.min(bytes.length, left());
    int done = Math.min(wanted, to - from);
    System.arraycopy(buffer, from, bytes, 0, done);
    from += done;
    while (done < wanted) {
      int count = read(bytes, done, wanted - done);
      if (count < 0) {
        break;
      }
      done += count;
    }
    position += done;
    return done;
  }

  /**
   * Passes over some bytes.
   *
   * @return how many there were
   */
  long skip(long count) {
    long done = 0;
    while (done < count) {
      ByteBuffer ahead = peek((int) Math.min(buffer.length, count - done));
      if (!ahead.hasRemaining()) {
        break;
      }
      done += ahead.remaining();
      advance(ahead.remaining());
    }
    return done;
  }

  private int read(byte[] bytes, int offset, int length) {
    try {
      return in.read(bytes, offset, length);
    } catch (ClosedByInterruptException | InterruptedIOException e) {
      CancelledException cancelled = CancelledException.interrupted("reading a CAR");
      cancelled.addSuppressed(e);
      throw cancelled;
    } catch (IOException e) {
      throw new CarException("the CAR cannot be read behind byte %d: %s".formatted(position, e), e);
    }
  }
}
