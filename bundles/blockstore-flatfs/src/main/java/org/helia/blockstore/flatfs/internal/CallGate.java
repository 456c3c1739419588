package org.helia.blockstore.flatfs.internal;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.helia.api.block.BlockstoreClosedException;

/** Lets calls in until it is closed, and closes when the last one has ended. */
final class CallGate {
  private final String store;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /**
   * @param store its name, for errors
   */
  CallGate(String store) {
    this.store = store;
  }

  /** Begins a call, which ends with {@link #exit}. */
  void enter() {
    lock.readLock().lock();
    if (closed) {
      lock.readLock().unlock();
      throw new BlockstoreClosedException(store);
    }
  }

  void exit() {
    lock.readLock().unlock();
  }

  void check() {
    if (closed) {
      throw new BlockstoreClosedException(store);
    }
  }

  /**
   * Lets nobody in any more and waits for those who are in.
   *
   * @return false when it was closed already
   */
  boolean close() {
    lock.writeLock().lock();
    try {
      boolean wasOpen = !closed;
      closed = true;
      return wasOpen;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
