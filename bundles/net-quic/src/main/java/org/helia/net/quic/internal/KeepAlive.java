package org.helia.net.quic.internal;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicTransportParameters;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection on which nothing is said, as a connection over TCP is kept. QUIC ends it after
 * a time of silence, the shorter one of what both sides allow; half of that is let pass. Netty
 * offers no PING frame of QUIC, so a stream is opened and reset, which the remote has to
 * acknowledge.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9000#section-10.1">RFC 9000, idle timeout</a>
 */
final class KeepAlive {
  /** How often the remote is asked before the silence is too long; QUIC repeats what is lost. */
  private static final int TIMES = 2;

  private KeepAlive() {}

  /**
   * Keeps a connection until it is closed; one of both sides does.
   *
   * @param allowed how long a silence this side allows
   */
  static void start(QuicChannel channel, QuicConnection connection, Duration allowed) {
    long period = shorter(allowed, channel.peerTransportParameters()).dividedBy(TIMES).toNanos();
    ScheduledFuture<?> asking =
        channel
            .eventLoop()
            .scheduleAtFixedRate(() -> ask(connection), period, period, TimeUnit.NANOSECONDS);
    channel.closeFuture().addListener(closed -> asking.cancel(false));
  }

  /** The remote may allow any silence, which it says with zero. */
  private static Duration shorter(Duration allowed, @Nullable QuicTransportParameters remote) {
    long millis = remote == null ? 0 : remote.maxIdleTimeout();
    return millis > 0 && millis < allowed.toMillis() ? Duration.ofMillis(millis) : allowed;
  }

  private static void ask(QuicConnection connection) {
    if (connection.isOpen()) {
      connection.open().reset();
    }
  }
}
