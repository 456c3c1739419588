package org.helia.net.spi.stream;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.helia.api.CancelledException;
import org.helia.api.net.NetException;
import org.helia.api.net.StreamTimeoutException;
import org.jspecify.annotations.Nullable;

/** How many bytes may be sent; those who want to send more wait for it to grow. */
public final class Credit {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long available;
  private @Nullable Supplier<? extends NetException> failure;

  /**
   * @param bytes how many may be sent at first, not negative
   */
  public Credit(long bytes) {
    this.available = bytes;
  }

  /**
   * Takes some of it, and waits while there is none.
   *
   * @param most how much at most, positive
   * @return how much was taken, at least 1
   * @throws NetException when {@link #fail} was called
   * @throws StreamTimeoutException when there was none for so long
   * @throws CancelledException when the thread was interrupted
   */
  public int take(int most, Duration timeout) {
    lock.lock();
    try {
      await(timeout);
      int taken = (int) Math.min(most, available);
      available -= taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes so much if it is there. Never waits.
   *
   * @return whether it was taken
   * @throws NetException when {@link #fail} was called
   */
  public boolean tryTake(int amount) {
    lock.lock();
    try {
      throwFailure();
      if (available < amount) {
        return false;
      }
      available -= amount;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void await(Duration timeout) {
    long nanos = timeout.toNanos();
    try {
      throwFailure();
      while (available == 0) {
        if (nanos <= 0) {
          throw new StreamTimeoutException(
              "the remote took nothing more for %,d ms".formatted(timeout.toMillis()));
        }
        nanos = changed.awaitNanos(nanos);
        throwFailure();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("writing to a stream");
    }
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure.get();
    }
  }

  /**
   * Adds to it. Never waits.
   *
   * @return how much there is now
   */
  public long add(long bytes) {
    lock.lock();
    try {
      available += bytes;
      changed.signalAll();
      return available;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes all who wait, and who come later, fail; only the first call counts. Never waits.
   *
   * @param error makes the error of each call
   */
  public void fail(Supplier<? extends NetException> error) {
    lock.lock();
    try {
      if (failure == null) {
        failure = error;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
