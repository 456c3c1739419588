package org.helia.net.internal;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.MuxedStream;
import org.helia.net.spi.Transport;

/** Dials as a node does up to a point, from which on a hostile peer does what it likes. */
final class HostileDial implements ConnectionSetup, ConnectionScope {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PrivateKey key;
  private final CompletableFuture<Channel> raw = new CompletableFuture<>();
  private final CompletableFuture<MuxedConnection> muxed = new CompletableFuture<>();

  private HostileDial(PrivateKey key) {
    this.key = key;
  }

  /** A connection of a transport before it is secured. */
  static Channel raw(Transport transport, Multiaddr to, PrivateKey key) throws Exception {
    HostileDial dial = new HostileDial(key);
    transport.dial(to, dial);
    return dial.raw.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** A connection of a transport that secures and muxes on its own. */
  static MuxedConnection muxed(Transport transport, Multiaddr to, PrivateKey key) throws Exception {
    HostileDial dial = new HostileDial(key);
    transport.dial(to, dial);
    return dial.muxed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public boolean initiator() {
    return true;
  }

  @Override
  public PrivateKey localKey() {
    return key;
  }

  @Override
  public Optional<PeerId> expectedPeer() {
    return Optional.empty();
  }

  @Override
  public Duration timeout() {
    return PATIENCE;
  }

  @Override
  public ConnectionScope scope() {
    return this;
  }

  @Override
  public void upgrade(Channel channel, String transport, Multiaddr local, Multiaddr remote) {
    raw.complete(channel);
  }

  @Override
  public void established(MuxedConnection connection) {
    muxed.complete(connection);
  }

  @Override
  public void failed(Throwable cause) {
    raw.completeExceptionally(cause);
    muxed.completeExceptionally(cause);
  }

  @Override
  public void onGivenUp(Runnable task) {
    // It never gives up.
  }

  /** What the node asks for is refused. */
  @Override
  public boolean accept(MuxedStream stream) {
    return false;
  }

  @Override
  public boolean reserveMemory(long bytes) {
    return true;
  }

  @Override
  public void releaseMemory(long bytes) {
    // It counts nothing.
  }
}
