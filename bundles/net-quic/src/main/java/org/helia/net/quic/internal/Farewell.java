package org.helia.net.quic.internal;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the remote learns it. The library says so in one packet, which has to
 * fit into the congestion window as any other, and then knows nothing of the connection any more.
 * Closed in the middle of much traffic it says nothing, and the remote would keep the connection
 * with all its streams until the idle timeout. So this waits until what is on its way has arrived.
 *
 * <p>Everything runs on the channel's event loop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9000#section-10.2">RFC 9000, Immediate Close</a>
 */
final class Farewell implements Runnable {
  /** Longer than a remote takes to acknowledge on a path without delay. */
  static final long QUIET_MILLIS = 50;

  /** How often quiet is waited for; then it is said as well as it can be. */
  private static final int MAX_WAITS = 6;

  /** The longest single wait. */
  private static final long MAX_WAIT_MILLIS = 3_000;

  /** What is lost is sent again after about so many round trips, so that it is not quiet then. */
  private static final int ROUND_TRIPS = 3;

  private static final int NO_ERROR = 0;

  /** What the last packet may take. */
  private static final int PACKET_BYTES = 1_500;

  private static final int ACTIVE_PATH = 0;

  private final QuicChannel channel;
  private final boolean quiet;
  private final Runnable hush;
  private long sentBefore = -1;
  private int waits;

  /**
   * @param quiet whether nothing has been sent for {@link #QUIET_MILLIS}
   * @param hush makes streams send no more; run when there is something to wait for
   */
  Farewell(QuicChannel channel, boolean quiet, Runnable hush) {
    this.channel = channel;
    this.quiet = quiet;
    this.hush = hush;
  }

  @Override
  public void run() {
    if (quiet || waits++ == MAX_WAITS) {
      close();
    } else {
      channel.collectPathStats(ACTIVE_PATH).addListener(this::closeIfThereIsRoom);
    }
  }

  private void closeIfThereIsRoom(Future<? super QuicConnectionPathStats> found) {
    if (!found.isSuccess()) {
      close();
      return;
    }
    QuicConnectionPathStats path = (QuicConnectionPathStats) found.getNow();
    if (hasRoom(path)) {
      close();
      return;
    }
    if (waits == 1) {
      hush.run();
    }
    channel
        .eventLoop()
        .schedule(this, millis(path), TimeUnit.MILLISECONDS)
        .addListener(this::closeIfCancelled);
  }

  /** As when the event loop ends. */
  private void closeIfCancelled(Future<?> wait) {
    if (wait.isCancelled()) {
      close();
    }
  }

  /** Twice as long each time, as what is lost again is sent again. */
  private long millis(QuicConnectionPathStats path) {
    long first = QUIET_MILLIS + ROUND_TRIPS * TimeUnit.NANOSECONDS.toMillis(path.rtt());
    return Math.min(MAX_WAIT_MILLIS, first << (waits - 1));
  }

  /** When all that was ever sent fits into the window, or nothing was sent for a while. */
  private boolean hasRoom(QuicConnectionPathStats path) {
    long before = sentBefore;
    sentBefore = path.sent();
    return path.sentBytes() + PACKET_BYTES <= path.cwnd() || path.sent() == before;
  }

  private void close() {
    channel.close(true, NO_ERROR, Unpooled.EMPTY_BUFFER);
  }
}
