package org.helia.cli.internal.server;

import java.io.IOException;
import java.nio.channels.Channel;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes connections whose other side takes too long. One thread {@link #run}s it. */
final class Deadlines implements Runnable, AutoCloseable {
  /** How long a client may take to say what it wants. */
  static final long REQUEST_SECONDS = 10;

  /**
   * How long a client may take to read the rest of the output and close, after the command has
   * ended.
   */
  static final long FAREWELL_SECONDS = 10;

  /** How long a node that is there for its clients only waits for the first one. */
  static final long FIRST_CLIENT_SECONDS = 60;

  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

  private final DelayQueue<Deadline> deadlines = new DelayQueue<>();
  private volatile boolean closed;

  /** Something that happens later unless it is cancelled. */
  final class Deadline implements Delayed {
    private final long atNanos;
    private final Runnable action;

    private Deadline(long seconds, Runnable action) {
      this.atNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      this.action = action;
    }

    /** It happens no more. */
    void cancel() {
      deadlines.remove(this);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(atNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  Deadline closeAfterRequestTime(Channel channel) {
    return after(REQUEST_SECONDS, () -> close(channel));
  }

  Deadline closeAfterFarewellTime(Channel channel) {
    return after(FAREWELL_SECONDS, () -> close(channel));
  }

  Deadline afterFirstClientTime(Runnable action) {
    return after(FIRST_CLIENT_SECONDS, action);
  }

  private Deadline after(long seconds, Runnable action) {
    Deadline deadline = new Deadline(seconds, action);
    deadlines.add(deadline);
    return deadline;
  }

  /** Does what is due, until {@link #close}. */
  @Override
  public void run() {
    try {
      while (!closed) {
        deadlines.take().action.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing the connection of a slow client failed", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    after(0, () -> {});
  }
}
