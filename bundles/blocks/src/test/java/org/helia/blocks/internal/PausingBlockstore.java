package org.helia.blocks.internal;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.ForwardingBlockstore;

/** A store in which calls stop until they are let go on. */
final class PausingBlockstore extends ForwardingBlockstore {
  private final CountDownLatch putEntered = new CountDownLatch(1);
  private final CountDownLatch putReleased = new CountDownLatch(1);
  private final CountDownLatch getEntered = new CountDownLatch(1);
  private final CountDownLatch getReleased = new CountDownLatch(1);

  PausingBlockstore(Blockstore inner, boolean puts, boolean gets) {
    super(inner);
    if (!puts) {
      putReleased.countDown();
    }
    if (!gets) {
      getReleased.countDown();
    }
  }

  void awaitPut() throws InterruptedException {
    putEntered.await();
  }

  void releasePuts() {
    putReleased.countDown();
  }

  void awaitGet() throws InterruptedException {
    getEntered.await();
  }

  void releaseGets() {
    getReleased.countDown();
  }

  @Override
  public void put(Multihash hash, byte[] bytes) {
    putEntered.countDown();
    await(putReleased);
    super.put(hash, bytes);
  }

  @Override
  public Optional<byte[]> get(Multihash hash) {
    getEntered.countDown();
    await(getReleased);
    return super.get(hash);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a store", e);
    }
  }
}
