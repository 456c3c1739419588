package org.helia.cli.internal.server;

import java.io.IOException;
import java.nio.channels.Channel;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes connections whose other side takes too long. */
final class Deadlines implements AutoCloseable {
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

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Deadlines::daemon);

  Deadlines() {
    timer.setRemoveOnCancelPolicy(true);
    // Who comes after the end needs no deadline any more: everything is closed.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "helia-cli-deadlines");
    thread.setDaemon(true);
    return thread;
  }

  /** Something that happens later unless it is cancelled. */
  interface Deadline {
    /** It happens no more. */
    void cancel();
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
    ScheduledFuture<?> scheduled = timer.schedule(action, seconds, TimeUnit.SECONDS);
    return () -> scheduled.cancel(false);
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
    timer.shutdownNow();
  }
}
