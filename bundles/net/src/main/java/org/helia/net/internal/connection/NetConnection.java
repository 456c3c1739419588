package org.helia.net.internal.connection;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.helia.api.net.Connection;
import org.helia.api.net.Direction;
import org.helia.api.net.Stream;
import org.helia.api.net.Traffic;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;
import org.helia.net.internal.limit.ConnectionResources;
import org.helia.net.spi.MuxedConnection;

/** A connection that is ready for streams. */
public final class NetConnection implements Connection {
  private final MuxedConnection muxed;
  private final PeerId peer;
  private final Direction direction;
  private final ConnectionResources resources;
  private final Instant openedAt;
  private final Streams streams;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  NetConnection(
      MuxedConnection muxed,
      Direction direction,
      ConnectionResources resources,
      Instant openedAt,
      Streams streams) {
    this.muxed = muxed;
    this.peer = PeerId.of(muxed.path().remoteKey());
    this.direction = direction;
    this.resources = resources;
    this.openedAt = openedAt;
    this.streams = streams;
  }

  MuxedConnection muxed() {
    return muxed;
  }

  ConnectionResources resources() {
    return resources;
  }

  void add(Stream stream) {
    open.add(stream);
  }

  void remove(Stream stream) {
    open.remove(stream);
  }

  int streamCount() {
    return open.size();
  }

  @Override
  public PeerId remotePeer() {
    return peer;
  }

  @Override
  public PublicKey remoteKey() {
    return muxed.path().remoteKey();
  }

  @Override
  public Multiaddr remoteAddress() {
    return muxed.path().remote();
  }

  @Override
  public Multiaddr localAddress() {
    return muxed.path().local();
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public String transport() {
    return muxed.path().transport();
  }

  @Override
  public String security() {
    return muxed.path().security();
  }

  @Override
  public String muxer() {
    return muxed.path().muxer();
  }

  @Override
  public Instant openedAt() {
    return openedAt;
  }

  @Override
  public List<Stream> streams() {
    return List.copyOf(open);
  }

  @Override
  public Stream open(List<String> protocols) {
    return streams.open(this, protocols);
  }

  @Override
  public boolean isOpen() {
    return !closed && muxed.isOpen();
  }

  @Override
  public Traffic traffic() {
    return muxed.traffic();
  }

  @Override
  public void close() {
    closed = true;
    muxed.close();
  }

  @Override
  public String toString() {
    return "connection with peer %s at %s".formatted(peer, remoteAddress());
  }
}
