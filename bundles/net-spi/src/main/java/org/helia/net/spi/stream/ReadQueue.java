package org.helia.net.spi.stream;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.net.NetException;
import org.helia.api.net.StreamTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What has come in on a stream and waits to be read. The muxer bounds how much that is, by the
 * window that it grants the remote.
 *
 * <p>Large pieces are kept without copying. Small ones are copied together, so that a remote that
 * sends them one by one cannot make each of them hold a large buffer: never is more than {@value
 * #MAX_WASTE} times the memory held that the bytes need.
 */
public final class ReadQueue {
  private static final int END = -1;
  private static final int MAX_WASTE = 4;
  private static final int SMALLEST_COPY = 1_024;

  /** Readers are woken for that many bytes before {@link #flush}. */
  private static final int WORTH_WAKING = 128 * 1_024;

  /**
   * The most bytes of one queue that count against the memory. Muxers reserve what a window has
   * beyond that when it grows.
   */
  private static final int COUNTED = 256 * 1_024;

  private final Executor workers;
  private final MemoryAccount memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuf> pieces = new ArrayDeque<>();
  private long held;
  private boolean ended;
  private @Nullable Supplier<? extends NetException> failure;

  /** Changed under the lock only; seen without it when there is none. */
  private volatile @Nullable Waiting waiting;

  /** Whether a thread is in {@link #wake}, which looks again before it leaves. */
  private boolean waking;

  private record Waiting(BooleanSupplier quick, Runnable task) {}

  /**
   * @param workers runs what was left with {@link #whenReadable}, on threads that may block
   * @param memory what is here is taken from it
   */
  public ReadQueue(Executor workers, MemoryAccount memory) {
    this.workers = workers;
    this.memory = memory;
  }

  /**
   * Adds bytes; drops them after {@link #end} or {@link #fail}. Who waits for them is woken when
   * there are many, or by {@link #flush}. Never waits.
   *
   * @param from its reader index moves; the queue keeps a reference of its own where it needs one
   * @param size how many of its bytes
   * @return false when there is no memory for them, so that they are lost
   */
  public boolean add(ByteBuf from, int size) {
    lock.lock();
    try {
      if (ended || failure != null) {
        from.skipBytes(size);
        return true;
      }
      if (!memory.take(counted(held + size) - counted(held))) {
        from.skipBytes(size);
        return false;
      }
      held += size;
      append(from, size);
      if (held < WORTH_WAKING) {
        return true;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    wake();
    return true;
  }

  /** Wakes who waits for what has been added. Never waits. */
  public void flush() {
    change(() -> {});
  }

  private static long counted(long bytes) {
    return Math.min(bytes, COUNTED);
  }

  /** So many bytes are here no longer. Under the lock. */
  private void left(long bytes) {
    memory.give(counted(held) - counted(held - bytes));
    held -= bytes;
  }

  private void append(ByteBuf from, int size) {
    ByteBuf last = pieces.peekLast();
    if (last != null && last.writableBytes() >= size) {
      last.writeBytes(from, size);
    } else if ((long) size * MAX_WASTE >= capacityBehind(from)) {
      pieces.add(from.readRetainedSlice(size));
    } else {
      int capacity = Math.max(size, SMALLEST_COPY);
      pieces.add(from.alloc().directBuffer(capacity, capacity).writeBytes(from, size));
    }
  }

  /** How much memory a slice of the buffer would hold. */
  private static long capacityBehind(ByteBuf buffer) {
    ByteBuf root = buffer;
    for (ByteBuf next = root.unwrap(); next != null; next = root.unwrap()) {
      root = next;
    }
    return root.capacity();
  }

  /** Nothing more will come; what is there can still be read. Never waits. */
  public void end() {
    change(() -> ended = true);
  }

  /**
   * Makes reads fail from now on and drops what is there, unless the end has come before: what the
   * remote has sent in full stays readable. Never waits.
   *
   * @param error makes the error of each read
   */
  public void fail(Supplier<? extends NetException> error) {
    change(
        () -> {
          if (!ended) {
            failUnderLock(error);
          }
        });
  }

  /** As {@link #fail}, also after the end. */
  public void drop(Supplier<? extends NetException> error) {
    change(() -> failUnderLock(error));
  }

  private void failUnderLock(Supplier<? extends NetException> error) {
    if (failure == null) {
      failure = error;
    }
    for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
      left(piece.readableBytes());
      piece.release();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    wake();
  }

  /**
   * Reads what is there, at least one byte, and waits while there is none.
   *
   * @return how many bytes were read, or -1 at the end
   * @throws NetException when {@link #fail} was called
   * @throws StreamTimeoutException when nothing came in time
   * @throws CancelledException when the thread was interrupted
   */
  public int read(ByteBuffer target, Duration timeout) {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("there must be room for at least one byte");
    }
    ByteBuf piece = await(timeout);
    if (piece == null) {
      return END;
    }
    int before = target.position();
    while (piece != null) {
      int size = copy(piece, target);
      piece = piece.isReadable() ? putBack(piece, size) : next(piece, size, target.hasRemaining());
    }
    return target.position() - before;
  }

  /** Outside the lock, so that the event loop need not wait for it. */
  private static int copy(ByteBuf piece, ByteBuffer target) {
    int size = Math.min(piece.readableBytes(), target.remaining());
    int limit = target.limit();
    piece.readBytes(target.limit(target.position() + size));
    target.limit(limit);
    return size;
  }

  private @Nullable ByteBuf putBack(ByteBuf piece, int read) {
    lock.lock();
    try {
      left(read);
      if (failure != null) {
        left(piece.readableBytes());
        piece.release();
      } else {
        pieces.addFirst(piece);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ByteBuf next(ByteBuf emptied, int read, boolean wanted) {
    emptied.release();
    lock.lock();
    try {
      left(read);
      return wanted ? pieces.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ByteBuf await(Duration timeout) {
    long nanos = timeout.toNanos();
    lock.lock();
    try {
      while (!readable()) {
        if (nanos <= 0) {
          throw new StreamTimeoutException(
              "nothing to read came for %,d ms".formatted(timeout.toMillis()));
        }
        nanos = changed.awaitNanos(nanos);
      }
      if (failure != null) {
        throw failure.get();
      }
      return pieces.poll();
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("reading from a stream");
    } finally {
      lock.unlock();
    }
  }

  private boolean readable() {
    return !pieces.isEmpty() || ended || failure != null;
  }

  /**
   * Has a task run once, when a read would not wait.
   *
   * @param quick called first, by the thread that finds this, which may be the caller's; returns
   *     whether that was all. It must neither wait nor throw, and may call this again.
   * @param task run then, on a worker
   * @throws IllegalStateException when another task waits already
   */
  public void whenReadable(BooleanSupplier quick, Runnable task) {
    lock.lock();
    try {
      if (waiting != null) {
        throw new IllegalStateException("another task waits for the stream already");
      }
      waiting = new Waiting(quick, task);
    } finally {
      lock.unlock();
    }
    wake();
  }

  /**
   * One thread at a time, and not from within itself: whoever leaves a task meanwhile has it run
   * here, so that many small answers do not nest.
   */
  private void wake() {
    while (waiting != null) {
      Optional<Waiting> next = beginWaking();
      if (next.isEmpty()) {
        return;
      }
      try {
        if (!next.get().quick().getAsBoolean()) {
          workers.execute(next.get().task());
        }
      } finally {
        endWaking();
      }
    }
  }

  private Optional<Waiting> beginWaking() {
    lock.lock();
    try {
      if (waking || waiting == null || !readable()) {
        return Optional.empty();
      }
      Waiting next = waiting;
      waiting = null;
      waking = true;
      return Optional.of(next);
    } finally {
      lock.unlock();
    }
  }

  private void endWaking() {
    lock.lock();
    waking = false;
    lock.unlock();
  }
}
