package org.helia.blocks.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.helia.api.block.BlockBroker;
import org.helia.api.block.BlockException;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.helia.platform.Plugin;

/**
 * Asks several brokers for one block. The best is asked first; the next one when that has nothing,
 * or after the head start beside it. The first right answer wins, and the others are interrupted.
 * Used by one thread.
 */
final class BrokerRace implements AutoCloseable {
  private final Brokers brokers;
  private final Cid cid;
  private final Deadline deadline;
  private final Inquiry inquiry;

  /** Holds at most one answer of each broker. */
  private final BlockingQueue<Call> answers = new LinkedBlockingQueue<>();

  private final List<Call> running = new ArrayList<>();

  BrokerRace(Brokers brokers, Cid cid, Deadline deadline, Inquiry inquiry) {
    this.brokers = brokers;
    this.cid = cid;
    this.deadline = deadline;
    this.inquiry = inquiry;
  }

  Optional<byte[]> run(List<Plugin<BlockBroker>> candidates, Duration headStart)
      throws InterruptedException {
    Iterator<Plugin<BlockBroker>> waiting = candidates.iterator();
    while (deadline.leftNanos() > 0 && (waiting.hasNext() || !running.isEmpty())) {
      if (waiting.hasNext()) {
        start(waiting.next());
      }
      Optional<byte[]> won = awaitRight(waiting.hasNext() ? headStart : deadline.left());
      if (won.isPresent()) {
        return won;
      }
    }
    noteLate();
    return Optional.empty();
  }

  private void start(Plugin<BlockBroker> plugin) throws InterruptedException {
    if (!plugin.enter()) {
      return;
    }
    Call call = new Call(plugin);
    boolean started = false;
    try {
      started = brokers.start(call, deadline);
    } finally {
      if (!started) {
        plugin.exit();
      }
    }
    if (started) {
      running.add(call);
    } else {
      inquiry.failed(
          call.name,
          new BlockException(
              "%s was not asked: %d fetches are under way already"
                  .formatted(call.name, Brokers.MAX_CALLS)));
    }
  }

  /** One answer, right or wrong, or none in that time. */
  private Optional<byte[]> awaitRight(Duration atMost) throws InterruptedException {
    if (running.isEmpty()) {
      return Optional.empty();
    }
    long nanos = Math.min(atMost.toNanos(), deadline.leftNanos());
    Call call = answers.poll(nanos, TimeUnit.NANOSECONDS);
    if (call == null) {
      return Optional.empty();
    }
    running.remove(call);
    return right(call);
  }

  private Optional<byte[]> right(Call call) throws InterruptedException {
    try {
      Optional<byte[]> bytes =
          call.get().map(delivered -> brokers.check(cid, call.name, delivered));
      inquiry.answered(call.name);
      return bytes;
    } catch (ExecutionException e) {
      inquiry.failed(call.name, asRuntime(call.name, e));
    } catch (CancellationException | BlockException e) {
      inquiry.failed(call.name, e);
    }
    return Optional.empty();
  }

  private static RuntimeException asRuntime(String name, ExecutionException e) {
    return e.getCause() instanceof RuntimeException error
        ? error
        : new BlockException(name + " failed", e);
  }

  private void noteLate() {
    running.forEach(
        call ->
            inquiry.failed(call.name, new BlockException(call.name + " did not answer in time")));
  }

  /** Interrupts those that are still asked. They end when they notice; nobody waits for it. */
  @Override
  public void close() {
    running.forEach(call -> call.cancel(true));
  }

  /** A call in a broker, which cannot leave before the call has really ended. */
  private final class Call extends FutureTask<Optional<byte[]>> {
    private final String name;
    private final Plugin<BlockBroker> plugin;

    /**
     * @param plugin has been entered
     */
    Call(Plugin<BlockBroker> plugin) {
      super(() -> fetch(plugin.service()));
      this.name = plugin.service().name();
      this.plugin = plugin;
    }

    @Override
    public void run() {
      try {
        super.run();
      } finally {
        plugin.exit();
      }
    }

    @Override
    protected void done() {
      answers.add(this);
    }
  }

  private Optional<byte[]> fetch(BlockBroker broker) {
    Duration left = deadline.left();
    return left.isZero()
        ? Optional.empty()
        : Objects.requireNonNull(
            broker.fetch(cid, new FetchOptions(false, left)), "the broker returned null");
  }
}
