package org.helia.net.internal.connection;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.net.Direction;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.net.internal.limit.ConnectionResources;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.ConnectionSetup;
import org.helia.net.spi.MuxedConnection;

/** One connection in the making, from the first packet until it is ready, fails or is given up. */
public final class Attempt implements ConnectionSetup {
  private final Direction direction;
  private final PrivateKey localKey;
  private final Optional<PeerId> expectedPeer;
  private final Duration timeout;
  private final ConnectionResources resources;
  private final InboundGate gate;
  private final Upgrader upgrader;
  private final CompletableFuture<MuxedConnection> result = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Runnable> whenGivenUp = new ArrayList<>();
  private boolean ended;
  private boolean givenUp;

  Attempt(
      Direction direction,
      PrivateKey localKey,
      Optional<PeerId> expectedPeer,
      Duration timeout,
      ConnectionResources resources,
      InboundGate gate,
      Upgrader upgrader) {
    this.direction = direction;
    this.localKey = localKey;
    this.expectedPeer = expectedPeer;
    this.timeout = timeout;
    this.resources = resources;
    this.gate = gate;
    this.upgrader = upgrader;
  }

  /** Completes when the connection is ready; fails when it will not be. */
  CompletableFuture<MuxedConnection> result() {
    return result;
  }

  InboundGate gate() {
    return gate;
  }

  ConnectionResources resources() {
    return resources;
  }

  Direction direction() {
    return direction;
  }

  @Override
  public boolean initiator() {
    return direction == Direction.OUTBOUND;
  }

  @Override
  public PrivateKey localKey() {
    return localKey;
  }

  @Override
  public Optional<PeerId> expectedPeer() {
    return expectedPeer;
  }

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public ConnectionScope scope() {
    return gate;
  }

  @Override
  public void upgrade(Channel channel, String transport, Multiaddr local, Multiaddr remote) {
    onGivenUp(channel::close);
    upgrader.upgrade(this, channel, new Upgrader.Ends(transport, local, remote));
  }

  @Override
  public void established(MuxedConnection connection) {
    if (end()) {
      result.complete(connection);
    } else {
      connection.close();
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (end()) {
      result.completeExceptionally(cause);
    }
  }

  /** Ends the attempt from this side: it took too long, or is not needed any more. */
  public void giveUp(NetException cause) {
    List<Runnable> tasks;
    lock.lock();
    try {
      if (ended) {
        return;
      }
      ended = true;
      givenUp = true;
      tasks = List.copyOf(whenGivenUp);
      whenGivenUp.clear();
    } finally {
      lock.unlock();
    }
    result.completeExceptionally(cause);
    tasks.forEach(Runnable::run);
  }

  private boolean end() {
    lock.lock();
    try {
      boolean first = !ended;
      ended = true;
      whenGivenUp.clear();
      return first;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onGivenUp(Runnable task) {
    lock.lock();
    try {
      if (!givenUp) {
        if (!ended) {
          whenGivenUp.add(task);
        }
        return;
      }
    } finally {
      lock.unlock();
    }
    task.run();
  }
}
