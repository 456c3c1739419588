package org.helia.net.yamux.internal;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.helia.api.net.ConnectionClosedException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the remote from time to time whether it is there, and how long the answer takes. On the
 * event loop, but for the round trip, which any thread reads.
 */
final class KeepAlive {
  /** What part of the time is added to it before the remote counts as dead. */
  private static final int LAST_CHANCE = 10;

  private final EventExecutor executor;
  private final Options options;
  private final Consumer<FrameHeader> send;
  private final Consumer<Throwable> dead;
  private @Nullable ScheduledFuture<?> next;
  private long value;
  private boolean waiting;
  private boolean lastChance;
  private long askedAt;
  private long heardAt;
  private volatile long roundTrip;

  /**
   * @param send takes pings
   * @param dead told when nothing has come in time
   */
  KeepAlive(
      EventExecutor executor,
      Options options,
      Consumer<FrameHeader> send,
      Consumer<Throwable> dead) {
    this.executor = executor;
    this.options = options;
    this.send = send;
    this.dead = dead;
  }

  /** Asks for the first time, so that the round trip is known soon. */
  void start() {
    heardAt = now();
    ask();
  }

  void stop() {
    if (next != null) {
      next.cancel(false);
    }
  }

  /** The time that an answer takes, in nanoseconds; 0 when unknown. */
  long roundTripNanos() {
    return roundTrip;
  }

  /** Anything came from the remote. */
  void heard() {
    heardAt = now();
    lastChance = false;
  }

  /** An answer came. */
  void answered(long answer) {
    if (waiting && answer == value) {
      waiting = false;
      long took = Math.max(1, now() - askedAt);
      roundTrip = roundTrip == 0 ? took : (roundTrip + took) / 2;
    }
  }

  private void ask() {
    value = (value + 1) & 0xffff_ffffL;
    waiting = true;
    lastChance = false;
    askedAt = now();
    send.accept(FrameHeader.ping(FrameHeader.SYN, value));
    next = schedule(this::check, options.answerWithin().toNanos());
  }

  /**
   * Whatever comes shows that the remote is there, though its answer may be behind a lot of data.
   * When this machine has slept, the time is over before what came meanwhile is read.
   */
  private void check() {
    long silent = now() - Math.max(askedAt, heardAt);
    long allowed = options.answerWithin().toNanos();
    if (!waiting) {
      next = schedule(this::ask, options.keepAlive().toNanos());
    } else if (silent < allowed) {
      next = schedule(this::check, allowed - silent);
    } else if (!lastChance) {
      lastChance = true;
      next = schedule(this::check, allowed / LAST_CHANCE);
    } else {
      dead.accept(
          new ConnectionClosedException(
              "the remote said nothing for %,d ms after a ping"
                  .formatted(options.answerWithin().toMillis())));
    }
  }

  private ScheduledFuture<?> schedule(Runnable task, long nanos) {
    return executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private long now() {
    return executor.ticker().nanoTime();
  }
}
