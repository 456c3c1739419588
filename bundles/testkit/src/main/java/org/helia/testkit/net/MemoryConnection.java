package org.helia.testkit.net;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.helia.api.net.Connection;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Direction;
import org.helia.api.net.NetException;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.ProtocolNotSupportedException;
import org.helia.api.net.Stream;
import org.helia.api.net.StreamResetException;
import org.helia.api.net.StreamTimeoutException;
import org.helia.api.net.Traffic;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.jspecify.annotations.Nullable;

/** One end of a connection between two hosts of a network. */
final class MemoryConnection implements Connection {
  private static final Duration NEGOTIATION = Duration.ofSeconds(10);

  private final MemoryHost local;
  private final MemoryHost remote;
  private final Direction direction;
  private final Instant openedAt;
  private final MemoryLane lane;
  private final Counter traffic = new Counter();
  private final Set<HostStream> streams = new LinkedHashSet<>(4);
  private int inboundStreams;
  private volatile @Nullable MemoryConnection other;
  private volatile boolean closed;

  private MemoryConnection(MemoryHost local, MemoryHost remote, Direction direction) {
    this.local = local;
    this.remote = remote;
    this.direction = direction;
    this.openedAt = local.network().time().instant();
    this.lane = new MemoryLane(local.network(), local, remote, this::breakOff);
  }

  /** The dialler's end of a connection that neither host knows of yet. */
  static MemoryConnection between(MemoryHost dialler, MemoryHost remote) {
    MemoryConnection mine = new MemoryConnection(dialler, remote, Direction.OUTBOUND);
    MemoryConnection theirs = new MemoryConnection(remote, dialler, Direction.INBOUND);
    mine.other = theirs;
    theirs.other = mine;
    return mine;
  }

  MemoryConnection other() {
    return Objects.requireNonNull(other, "the connection has one end only");
  }

  MemoryNetwork network() {
    return local.network();
  }

  MemoryHost local() {
    return local;
  }

  MemoryHost remote() {
    return remote;
  }

  MemoryLane lane() {
    return lane;
  }

  void sent(long bytes) {
    traffic.sent(bytes);
    local.total().sent(bytes);
  }

  void received(long bytes) {
    traffic.received(bytes);
    local.total().received(bytes);
  }

  private boolean add(HostStream stream) {
    synchronized (streams) {
      boolean inbound = stream.direction() == Direction.INBOUND;
      if (inbound && inboundStreams >= local.limits().streamsPerConnection()) {
        return false;
      }
      inboundStreams += inbound ? 1 : 0;
      streams.add(stream);
    }
    return true;
  }

  void remove(HostStream stream) {
    synchronized (streams) {
      if (streams.remove(stream) && stream.direction() == Direction.INBOUND) {
        inboundStreams--;
      }
    }
  }

  int inboundStreams() {
    synchronized (streams) {
      return inboundStreams;
    }
  }

  @Override
  public PeerId remotePeer() {
    return remote.id();
  }

  @Override
  public PublicKey remoteKey() {
    return remote.key().publicKey();
  }

  @Override
  public Multiaddr remoteAddress() {
    return remote.address();
  }

  @Override
  public Multiaddr localAddress() {
    return local.address();
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public String transport() {
    return "memory";
  }

  @Override
  public String security() {
    return "/memory";
  }

  @Override
  public String muxer() {
    return "/memory";
  }

  @Override
  public Instant openedAt() {
    return openedAt;
  }

  @Override
  public List<Stream> streams() {
    synchronized (streams) {
      return List.copyOf(streams);
    }
  }

  @Override
  public Stream open(List<String> protocols) {
    if (closed) {
      throw new ConnectionClosedException("the connection is closed");
    }
    HostStream mine = new HostStream(this, protocols.get(0), Direction.OUTBOUND);
    add(mine);
    if (protocols.size() == 1) {
      lane.send(0, () -> other().accept(mine, protocols, null));
    } else {
      negotiate(mine, protocols);
    }
    return mine;
  }

  private void negotiate(HostStream mine, List<String> protocols) {
    Negotiation answer = new Negotiation();
    lane.send(0, () -> other().accept(mine, protocols, answer));
    if (!answer.await(network().time(), NEGOTIATION, "agreeing on a protocol")) {
      mine.reset();
      throw closed
          ? new ConnectionClosedException("the connection is closed")
          : new StreamTimeoutException("the remote chose no protocol in " + NEGOTIATION);
    }
    String agreed = answer.protocol();
    if (agreed == null) {
      throw new ProtocolNotSupportedException(remotePeer(), protocols);
    }
    mine.agreed(agreed);
  }

  private void accept(HostStream theirEnd, List<String> protocols, @Nullable Negotiation answer) {
    for (String protocol : protocols) {
      ProtocolHandler handler = local.handler(protocol);
      if (handler != null) {
        accept(theirEnd, protocol, handler, answer);
        return;
      }
    }
    lane.send(
        0,
        () -> {
          theirEnd.refused(protocols);
          answer(answer, null);
        });
  }

  private void accept(
      HostStream theirEnd, String protocol, ProtocolHandler handler, @Nullable Negotiation answer) {
    HostStream mine = new HostStream(this, protocol, Direction.INBOUND);
    if (closed || !add(mine)) {
      local.refusedStream();
      lane.send(
          0,
          () -> {
            theirEnd.fail(() -> new StreamResetException("the remote has too many streams"));
            answer(answer, protocol);
          });
      return;
    }
    mine.join(theirEnd);
    if (answer != null) {
      lane.send(0, () -> answer.answer(protocol));
    }
    network().workers().execute(() -> mine.handle(handler));
  }

  private static void answer(@Nullable Negotiation asked, @Nullable String protocol) {
    if (asked != null) {
      asked.answer(protocol);
    }
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public Traffic traffic() {
    return traffic.traffic();
  }

  @Override
  public void close() {
    if (!closed) {
      MemoryConnection end = other();
      end(() -> new ConnectionClosedException("the connection was closed here"));
      lane.send(
          0,
          () -> end.end(() -> new ConnectionClosedException("the remote closed the connection")));
    }
  }

  /** Ends both sides at once; what was on its way is lost. */
  void breakOff(String why) {
    lane.drop();
    other().lane.drop();
    end(() -> new ConnectionClosedException("the connection broke: " + why));
    other().end(() -> new ConnectionClosedException("the connection broke: " + why));
  }

  private void end(Supplier<NetException> error) {
    List<HostStream> ended;
    synchronized (streams) {
      if (closed) {
        return;
      }
      closed = true;
      ended = List.copyOf(streams);
      streams.clear();
    }
    ended.forEach(stream -> stream.fail(error));
    local.ended(this);
  }

  @Override
  public String toString() {
    return "connection of %s with %s".formatted(local, remote);
  }
}
