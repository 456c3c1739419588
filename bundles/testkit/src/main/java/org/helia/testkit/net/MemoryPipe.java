package org.helia.testkit.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.CancelledException;
import org.helia.api.net.StreamResetException;
import org.helia.api.net.StreamTimeoutException;
import org.jspecify.annotations.Nullable;

/** One direction of a stream in memory. */
final class MemoryPipe {
  private static final int END = -1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuffer> bytes = new ArrayDeque<>();
  private boolean ended;
  private boolean dropped;
  private boolean reset;
  private @Nullable Runnable waiting;

  void write(ByteBuffer source) {
    change(
        () -> {
          if (reset || ended) {
            throw new StreamResetException("cannot write to a stream that has ended");
          }
          ByteBuffer copy = ByteBuffer.allocate(source.remaining()).put(source).flip();
          if (!dropped && copy.hasRemaining()) {
            bytes.add(copy);
          }
        });
  }

  void end() {
    change(() -> ended = true);
  }

  void drop() {
    change(
        () -> {
          dropped = true;
          bytes.clear();
        });
  }

  void reset() {
    change(() -> reset = true);
  }

  int read(ByteBuffer target, Duration timeout) {
    lock.lock();
    try {
      awaitReadable(timeout);
      if (reset || dropped) {
        throw new StreamResetException("cannot read from a stream that was reset or closed");
      }
      ByteBuffer first = bytes.peek();
      return first == null ? END : take(first, target);
    } finally {
      lock.unlock();
    }
  }

  private void awaitReadable(Duration timeout) {
    long nanos = timeout.toNanos();
    try {
      while (!readable()) {
        if (nanos <= 0) {
          throw new StreamTimeoutException("nothing to read came in " + timeout);
        }
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("reading from a stream");
    }
  }

  private int take(ByteBuffer first, ByteBuffer target) {
    int size = Math.min(first.remaining(), target.remaining());
    target.put(target.position(), first, first.position(), size);
    target.position(target.position() + size);
    first.position(first.position() + size);
    if (!first.hasRemaining()) {
      bytes.remove();
    }
    return size;
  }

  void whenReadable(Runnable task) {
    change(
        () -> {
          if (waiting != null) {
            throw new IllegalStateException("another task waits for the stream already");
          }
          waiting = task;
        });
  }

  private void change(Runnable change) {
    Runnable ready;
    lock.lock();
    try {
      change.run();
      changed.signalAll();
      ready = readable() ? waiting : null;
      if (ready != null) {
        waiting = null;
      }
    } finally {
      lock.unlock();
    }
    if (ready != null) {
      Thread thread = new Thread(ready, "memory-stream");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private boolean readable() {
    return reset || ended || dropped || !bytes.isEmpty();
  }
}
