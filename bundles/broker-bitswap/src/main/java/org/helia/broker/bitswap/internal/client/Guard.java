package org.helia.broker.bitswap.internal.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The client's lock. What a change has to tell others is told when the lock is free again, so that
 * whoever is told may call the client.
 */
final class Guard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable afterChange;

  /**
   * @param afterChange called at the end of each change, under the lock
   */
  Guard(Runnable afterChange) {
    this.afterChange = afterChange;
  }

  /**
   * Changes something.
   *
   * @param change gets a list, to which it adds what is to be run afterwards without the lock;
   *     nothing of that is run when it fails
   */
  void change(Consumer<List<Runnable>> change) {
    List<Runnable> later = new ArrayList<>();
    lock.lock();
    try {
      change.accept(later);
      afterChange.run();
    } finally {
      lock.unlock();
    }
    later.forEach(Runnable::run);
  }

  /** Looks at something. */
  <T> T read(Supplier<T> look) {
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
  }

  /** Whether something is so. */
  boolean holds(BooleanSupplier look) {
    lock.lock();
    try {
      return look.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
