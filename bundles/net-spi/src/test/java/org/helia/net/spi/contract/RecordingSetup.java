package org.helia.net.spi.contract;

import io.netty.channel.Channel;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.MuxedConnection;

/** Keeps what a transport made of an attempt. */
public final class RecordingSetup implements ConnectionSetup {
  private volatile Duration timeout = Duration.ofSeconds(60);
  private final boolean initiator;
  private final PrivateKey key;
  private final Optional<PeerId> expected;
  private final RecordingScope scope = new RecordingScope();
  private final CompletableFuture<Raw> raw = new CompletableFuture<>();
  private final CompletableFuture<MuxedConnection> established = new CompletableFuture<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<Boolean> givenUp = new CompletableFuture<>();

  /**
   * @param key this node's
   */
  public RecordingSetup(boolean initiator, PrivateKey key, Optional<PeerId> expected) {
    this.initiator = initiator;
    this.key = key;
    this.expected = expected;
  }

  /** A new key, as good as a node's. */
  public static PrivateKey newKey() {
    try {
      return PrivateKey.fromPkcs8(
          KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A raw channel that a transport made.
   *
   * @param transport its name
   */
  public record Raw(Channel channel, String transport, Multiaddr local, Multiaddr remote) {}

  @Override
  public boolean initiator() {
    return initiator;
  }

  @Override
  public PrivateKey localKey() {
    return key;
  }

  @Override
  public Optional<PeerId> expectedPeer() {
    return expected;
  }

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public RecordingScope scope() {
    return scope;
  }

  @Override
  public void upgrade(Channel channel, String transport, Multiaddr local, Multiaddr remote) {
    raw.complete(new Raw(channel, transport, local, remote));
  }

  @Override
  public void established(MuxedConnection connection) {
    established.complete(connection);
  }

  @Override
  public void failed(Throwable cause) {
    failure.complete(cause);
  }

  @Override
  public void onGivenUp(Runnable task) {
    givenUp.thenRun(task);
  }

  /** The same with less time than the 60 seconds that it has. */
  public RecordingSetup within(Duration time) {
    timeout = time;
    return this;
  }

  /** Gives the attempt up. */
  public void giveUp() {
    givenUp.complete(true);
  }

  /** The channel, when there is one. */
  public CompletableFuture<Raw> raw() {
    return raw;
  }

  /** The connection, when there is one. */
  public CompletableFuture<MuxedConnection> established() {
    return established;
  }

  /** Why there will be none. */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }
}
