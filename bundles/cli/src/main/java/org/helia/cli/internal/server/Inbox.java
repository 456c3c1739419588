package org.helia.cli.internal.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.helia.cli.internal.wire.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A command's standard input. The client may send only what it was given credit for, and credit is
 * given only while the command reads; so there is always room for what arrives, and the thread that
 * receives it never waits.
 */
final class Inbox extends InputStream {
  /** How much input is on its way or waits for the command at most. */
  static final int WINDOW_BYTES = 1024 * 1024;

  private static final byte[] NONE = {};

  private final IntConsumer credit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private byte[] ring = NONE;
  private int head;
  private int size;
  private int promised;
  private boolean ended;
  private @Nullable String failure;

  /**
   * @param credit told how many more bytes the client may send
   */
  Inbox(IntConsumer credit) {
    this.credit = credit;
  }

  /** Takes bytes that the client sent. */
  void accept(ByteBuffer bytes) throws ProtocolException {
    lock.lock();
    try {
      if (bytes.remaining() > promised) {
        throw new ProtocolException(
            bytes.remaining() + " bytes of input came where " + promised + " were asked for");
      }
      promised -= bytes.remaining();
      while (bytes.hasRemaining()) {
        int tail = (head + size) % ring.length;
        int count = Math.min(bytes.remaining(), ring.length - tail);
        bytes.get(ring, tail, count);
        size += count;
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** There is no more input. */
  void end() {
    fail(null);
  }

  /** Input cannot be read any more; the command gets an error with this reason. */
  void fail(@Nullable String reason) {
    lock.lock();
    try {
      failure = reason;
      ended = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      lock.lockInterruptibly();
      try {
        return awaitInput() ? take(to, offset, length) : -1;
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for input");
    }
  }

  private boolean awaitInput() throws InterruptedException, IOException {
    giveCredit();
    while (size == 0 && !ended) {
      arrived.await();
    }
    if (size == 0 && failure != null) {
      throw new IOException(failure);
    }
    return size > 0;
  }

  private int take(byte[] to, int offset, int length) {
    int count = Math.min(Math.min(length, size), ring.length - head);
    System.arraycopy(ring, head, to, offset, count);
    head = (head + count) % ring.length;
    size -= count;
    giveCredit();
    return count;
  }

  /** In large portions, so that the client reads and sends in large portions, too. */
  private void giveCredit() {
    if (ended || size + promised > WINDOW_BYTES / 2) {
      return;
    }
    if (ring.length == 0) {
      ring = new byte[WINDOW_BYTES];
    }
    int more = WINDOW_BYTES - size - promised;
    promised += more;
    credit.accept(more);
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
