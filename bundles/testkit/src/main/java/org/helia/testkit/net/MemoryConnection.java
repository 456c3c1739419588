package org.helia.testkit.net;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.net.Connection;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Direction;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.ProtocolNotSupportedException;
import org.helia.api.net.Stream;
import org.helia.api.net.Traffic;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.jspecify.annotations.Nullable;

/** One end of a connection between two hosts of a network. */
final class MemoryConnection implements Connection {
  private final MemoryHost local;
  private final MemoryHost remote;
  private final Direction direction;
  private final Instant openedAt;
  private final Set<HostStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicLong bytesOut = new AtomicLong();
  private volatile @Nullable MemoryConnection other;
  private volatile boolean closed;

  MemoryConnection(MemoryHost local, MemoryHost remote, Direction direction, Instant openedAt) {
    this.local = local;
    this.remote = remote;
    this.direction = direction;
    this.openedAt = openedAt;
  }

  void join(MemoryConnection end) {
    other = end;
  }

  private MemoryConnection other() {
    MemoryConnection end = other;
    if (end == null) {
      throw new IllegalStateException("the connection has one end only");
    }
    return end;
  }

  void countOut(long bytes) {
    bytesOut.addAndGet(bytes);
  }

  void remove(HostStream stream) {
    streams.remove(stream);
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
    return List.copyOf(streams);
  }

  @Override
  public Stream open(List<String> protocols) {
    if (closed) {
      throw new ConnectionClosedException("the connection is closed");
    }
    for (String protocol : protocols) {
      ProtocolHandler handler = remote.handler(protocol);
      if (handler != null) {
        return open(protocol, handler);
      }
    }
    throw new ProtocolNotSupportedException(remote.id(), protocols);
  }

  private Stream open(String protocol, ProtocolHandler handler) {
    StreamPair pair = StreamPair.open();
    HostStream mine = new HostStream(this, protocol, Direction.OUTBOUND, pair.left());
    HostStream theirs = new HostStream(other(), protocol, Direction.INBOUND, pair.right());
    streams.add(mine);
    other().streams.add(theirs);
    remote.network().workers().execute(() -> theirs.handle(handler));
    return mine;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public Traffic traffic() {
    return new Traffic(other().bytesOut.get(), bytesOut.get());
  }

  @Override
  public void close() {
    end();
    other().end();
  }

  private void end() {
    if (!closed) {
      closed = true;
      streams.forEach(HostStream::reset);
      local.ended(this);
    }
  }
}
