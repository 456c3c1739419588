package org.helia.net.internal.connection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.helia.api.net.ByteStream;
import org.helia.api.net.Direction;
import org.helia.api.net.NetException;
import org.helia.api.net.ProtocolNotSupportedException;
import org.helia.api.net.ResourceLimitException;
import org.helia.api.net.Stream;
import org.helia.api.net.Traffic;
import org.helia.net.internal.limit.Claim;
import org.helia.net.internal.limit.ResourceLimits;
import org.helia.net.spi.MuxedStream;
import org.helia.net.spi.multistream.StreamNegotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens streams and takes those that remotes open: agrees on their protocols and counts them. */
public final class Streams {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  /** How long a read or write may wait unless its user says otherwise. */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  private final ResourceLimits limits;
  private final Protocols protocols;
  private final Supplier<Duration> negotiationTime;
  private final LongSupplier nanoTime;

  /** Inbound streams whose protocol is not known yet, and since when. */
  private final Map<CountedStream, Long> negotiating = new ConcurrentHashMap<>();

  /** Of the protocols that were spoken; their names are this node's own, so there are few. */
  private final Map<String, TrafficCounter> traffic = new ConcurrentHashMap<>();

  /**
   * @param negotiationTime how long a protocol may take to be agreed on
   */
  public Streams(
      ResourceLimits limits,
      Protocols protocols,
      Supplier<Duration> negotiationTime,
      LongSupplier nanoTime) {
    this.limits = limits;
    this.protocols = protocols;
    this.negotiationTime = negotiationTime;
    this.nanoTime = nanoTime;
  }

  /** What each protocol has carried so far. */
  public Map<String, Traffic> traffic() {
    Map<String, Traffic> sums = new TreeMap<>();
    traffic.forEach((protocol, counter) -> sums.put(protocol, counter.sum()));
    return sums;
  }

  /** As {@link org.helia.api.net.Connection#open(List)}. */
  Stream open(NetConnection connection, List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a stream needs at least one protocol");
    }
    Claim claim = connection.resources().stream(Direction.OUTBOUND);
    CountedStream stream;
    try {
      stream = new CountedStream(connection.muxed().open(), claim::close);
    } catch (NetException e) {
      claim.close();
      throw e;
    }
    try {
      return negotiate(connection, stream, names);
    } catch (RuntimeException e) {
      stream.stream().reset();
      throw e;
    }
  }

  private Stream negotiate(NetConnection connection, CountedStream stream, List<String> names) {
    MuxedStream raw = stream.stream();
    if (names.size() == 1) {
      String only = names.get(0);
      Supplier<NetException> refused =
          () -> new ProtocolNotSupportedException(connection.remotePeer(), names);
      return ready(connection, stream, only, StreamNegotiation.lazily(raw, only, refused));
    }
    raw.timeout(negotiationTime.get());
    Optional<String> agreed = StreamNegotiation.select(raw, names);
    raw.timeout(DEFAULT_TIMEOUT);
    String protocol =
        agreed.orElseThrow(() -> new ProtocolNotSupportedException(connection.remotePeer(), names));
    return ready(connection, stream, protocol, raw);
  }

  private NetStream ready(
      NetConnection connection, CountedStream stream, String protocol, ByteStream negotiated) {
    Direction direction = stream.stream().direction();
    Claim claim = limits.protocolStream(protocol, connection.remotePeer(), direction);
    stream.onEnd(claim::close);
    NetStream ready =
        new NetStream(
            connection,
            direction,
            protocol,
            negotiated,
            traffic.computeIfAbsent(protocol, each -> new TrafficCounter()));
    connection.add(ready);
    stream.onEnd(() -> connection.remove(ready));
    return ready;
  }

  /** For one connection. */
  FloodGuard newFloodGuard() {
    return new FloodGuard(nanoTime);
  }

  /**
   * Takes a stream that a remote has opened; never waits.
   *
   * @param nothing run when the stream ends before its protocol is agreed on
   */
  void accept(NetConnection connection, CountedStream stream, Runnable nothing) {
    negotiating.put(stream, nanoTime.getAsLong());
    stream.onEnd(() -> negotiating.remove(stream));
    StreamNegotiation.respondInTime(
        stream.stream(),
        protocols::speaks,
        new StreamNegotiation.Outcome() {
          @Override
          public void agreed(Optional<String> protocol) {
            negotiating.remove(stream);
            protocol.ifPresentOrElse(
                name -> handle(connection, stream, name), () -> stream.stream().reset());
          }

          @Override
          public void failed(NetException cause) {
            negotiating.remove(stream);
            stream.stream().reset();
            nothing.run();
            LOG.debug("a stream of peer {} is reset", connection.remotePeer(), cause);
          }
        });
  }

  private void handle(NetConnection connection, CountedStream stream, String protocol) {
    try {
      stream.stream().timeout(DEFAULT_TIMEOUT);
      protocols.handle(ready(connection, stream, protocol, stream.stream()));
    } catch (ResourceLimitException e) {
      LOG.debug("a stream of peer {} is reset", connection.remotePeer(), e);
      stream.stream().reset();
    }
  }

  /** Resets streams whose remotes took too long to say what they want; called once in a while. */
  public void sweep() {
    long oldest = nanoTime.getAsLong() - negotiationTime.get().toNanos();
    negotiating.forEach(
        (stream, since) -> {
          if (since - oldest < 0) {
            stream.stream().reset();
          }
        });
  }
}
