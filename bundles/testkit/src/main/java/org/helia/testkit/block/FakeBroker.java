package org.helia.testkit.block;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;

/**
 * A broker that delivers what it was told to: right blocks, lies, errors or nothing at all for as
 * long as one likes.
 */
public final class FakeBroker implements BlockBroker {
  /** One answer to {@link BlockBroker#fetch}. */
  @FunctionalInterface
  private interface Answer {
    Optional<byte[]> give(Cid cid);
  }

  private final String name;
  private final Map<Cid, Answer> answers = new ConcurrentHashMap<>();
  private final List<Cid> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private volatile Answer otherwise = cid -> Optional.empty();

  /** A broker that knows nobody who has anything. */
  public FakeBroker(String name) {
    this.name = name;
  }

  /** Delivers this block when asked. */
  public FakeBroker offer(Block block) {
    return lie(block.cid(), block.bytes());
  }

  /** Delivers these bytes when asked for this block, right or not. */
  public FakeBroker lie(Cid cid, byte[] bytes) {
    answers.put(cid, asked -> Optional.of(bytes));
    return this;
  }

  /** Fails with this error when asked for anything that was not offered. */
  public FakeBroker fail(RuntimeException error) {
    otherwise =
        cid -> {
          throw error;
        };
    return this;
  }

  /** Does not answer until interrupted when asked for anything that was not offered. */
  public FakeBroker hang() {
    otherwise =
        cid -> {
          try {
            released.await();
            return Optional.empty();
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw CancelledException.interrupted("fetching " + cid + " from " + name);
          }
        };
    return this;
  }

  /**
   * Does not answer until {@link #release}, deaf to interrupts, when asked for anything that was
   * not offered.
   */
  public FakeBroker hangStubbornly() {
    otherwise =
        cid -> {
          awaitDeaf(released);
          return Optional.empty();
        };
    return this;
  }

  private void awaitDeaf(CountDownLatch latch) {
    boolean flag = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        flag = true;
        interrupted.countDown();
      }
    }
    if (flag) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends every hanging call, which then finds nothing. */
  public void release() {
    released.countDown();
  }

  /** Waits until a hanging call has been interrupted. */
  public void awaitInterrupted() throws InterruptedException {
    interrupted.await();
  }

  /** What it was asked for, in that order. */
  public List<Cid> asked() {
    return List.copyOf(asked);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<byte[]> fetch(Cid cid, FetchOptions options) {
    asked.add(cid);
    return answers.getOrDefault(cid, otherwise).give(cid);
  }
}
