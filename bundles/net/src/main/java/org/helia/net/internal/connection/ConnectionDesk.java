package org.helia.net.internal.connection;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.helia.api.net.Direction;
import org.helia.api.net.HandshakeException;
import org.helia.api.net.ResourceLimitException;
import org.helia.api.net.WrongPeerException;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.internal.limit.Claim;
import org.helia.net.internal.limit.ConnectionResources;
import org.helia.net.internal.limit.ResourceLimits;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.Muxer;
import org.helia.net.spi.SecureChannel;
import org.helia.platform.Plugins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where connections begin and end: attempts, the pool, and who is told. */
public final class ConnectionDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionDesk.class);

  private final PrivateKey key;
  private final PeerId self;
  private final ResourceLimits limits;
  private final Streams streams;
  private final ConnectionPool pool;
  private final ConnectionEvents events;
  private final Upgrader upgrader;
  private final Supplier<Duration> handshakeTime;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;

  /** Who is told of connections; never blocks. */
  public interface ConnectionEvents {
    /** One is ready. */
    void connected(NetConnection connection);

    /** One has ended. */
    void disconnected(NetConnection connection);
  }

  /** What the desk works with. */
  public record Parts(
      PrivateKey key,
      ResourceLimits limits,
      Streams streams,
      ConnectionPool pool,
      Plugins<SecureChannel> secureChannels,
      Plugins<Muxer> muxers,
      ScheduledExecutorService timer,
      InstantSource clock) {}

  /** A desk without connections. */
  public ConnectionDesk(Parts parts, ConnectionEvents events, Supplier<Duration> handshakeTime) {
    this.key = parts.key();
    this.self = PeerId.of(key.publicKey());
    this.limits = parts.limits();
    this.streams = parts.streams();
    this.pool = parts.pool();
    this.events = events;
    this.upgrader = new Upgrader(parts.secureChannels(), parts.muxers());
    this.handshakeTime = handshakeTime;
    this.timer = parts.timer();
    this.clock = parts.clock();
  }

  /**
   * Begins a connection that this node dials.
   *
   * @throws ResourceLimitException when there are too many
   */
  public Attempt dial(PeerId peer) {
    return begin(Direction.OUTBOUND, Optional.of(peer));
  }

  /**
   * Begins a connection that somebody has dialled.
   *
   * @throws ResourceLimitException when there are too many
   */
  public Attempt admit() {
    Claim handshake = limits.inboundHandshake();
    try {
      Attempt attempt = begin(Direction.INBOUND, Optional.empty());
      attempt.result().whenComplete((any, failure) -> handshake.close());
      return attempt;
    } catch (ResourceLimitException e) {
      handshake.close();
      throw e;
    }
  }

  private Attempt begin(Direction direction, Optional<PeerId> expected) {
    ConnectionResources resources = limits.connection(direction);
    InboundGate gate = new InboundGate(resources, streams);
    Duration timeout = handshakeTime.get();
    Attempt attempt = new Attempt(direction, key, expected, timeout, resources, gate, upgrader);
    ScheduledFuture<?> deadline =
        timer.schedule(
            () ->
                attempt.giveUp(
                    new HandshakeException("not ready in %,d ms".formatted(timeout.toMillis()))),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    attempt
        .result()
        .whenComplete(
            (connection, failure) -> {
              deadline.cancel(false);
              if (failure != null) {
                resources.close();
              }
            });
    return attempt;
  }

  /** The attempt's connection once it is in the pool; fails as the attempt does. */
  public CompletableFuture<NetConnection> taken(Attempt attempt) {
    return attempt.result().thenApply(muxed -> take(attempt, muxed));
  }

  private NetConnection take(Attempt attempt, MuxedConnection muxed) {
    ConnectionResources resources = attempt.resources();
    NetConnection connection =
        new NetConnection(muxed, attempt.direction(), resources, clock.instant(), streams);
    try {
      check(attempt, connection);
    } catch (RuntimeException e) {
      muxed.onEnd(cause -> resources.close());
      muxed.close();
      throw e;
    }
    pool.add(connection);
    events.connected(connection);
    attempt.gate().open(connection);
    muxed.onEnd(cause -> ended(connection, cause));
    return connection;
  }

  private void check(Attempt attempt, NetConnection connection) {
    PeerId peer = connection.remotePeer();
    if (peer.equals(self)) {
      throw new HandshakeException("the remote is this node itself");
    }
    Optional<PeerId> expected = attempt.expectedPeer();
    if (expected.isPresent() && !expected.get().equals(peer)) {
      throw new WrongPeerException(connection.remoteAddress(), expected.get(), peer);
    }
    attempt.resources().belongsTo(peer);
  }

  private void ended(NetConnection connection, Optional<Throwable> cause) {
    connection.resources().close();
    pool.remove(connection);
    events.disconnected(connection);
    cause.ifPresent(error -> LOG.debug("the {} has ended", connection, error));
  }
}
