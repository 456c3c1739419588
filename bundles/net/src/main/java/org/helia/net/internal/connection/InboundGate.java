package org.helia.net.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.net.Direction;
import org.helia.api.net.ResourceLimitException;
import org.helia.net.internal.limit.Claim;
import org.helia.net.internal.limit.ConnectionResources;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.MuxedStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a muxer hands in streams and asks for memory. Streams that come before the connection is
 * ready wait here; there are no more of them than a connection may have.
 */
final class InboundGate implements ConnectionScope {
  private static final Logger LOG = LoggerFactory.getLogger(InboundGate.class);

  private final ConnectionResources resources;
  private final Streams streams;
  private final FloodGuard flood;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<CountedStream> early = new ArrayList<>();

  /** Set under the lock. */
  private volatile @Nullable NetConnection connection;

  InboundGate(ConnectionResources resources, Streams streams) {
    this.resources = resources;
    this.streams = streams;
    this.flood = streams.newFloodGuard();
  }

  /** The connection is ready. */
  void open(NetConnection ready) {
    List<CountedStream> waiting;
    lock.lock();
    try {
      connection = ready;
      waiting = List.copyOf(early);
      early.clear();
    } finally {
      lock.unlock();
    }
    waiting.forEach(stream -> accept(ready, stream));
  }

  @Override
  public boolean accept(MuxedStream stream) {
    Claim claim;
    try {
      claim = resources.stream(Direction.INBOUND);
    } catch (ResourceLimitException e) {
      cameToNothing();
      return false;
    }
    pass(new CountedStream(stream, claim::close));
    return true;
  }

  private void pass(CountedStream stream) {
    NetConnection ready;
    lock.lock();
    try {
      ready = connection;
      if (ready == null) {
        early.add(stream);
        return;
      }
    } finally {
      lock.unlock();
    }
    accept(ready, stream);
  }

  private void accept(NetConnection ready, CountedStream stream) {
    streams.accept(ready, stream, this::cameToNothing);
  }

  /** Before the connection is ready there are too few of them to matter. */
  private void cameToNothing() {
    NetConnection ready = connection;
    if (flood.isFlood() && ready != null && ready.isOpen()) {
      LOG.info(
          "peer {} at {} is cut off: more than {} of its streams, or {} in a second, came to"
              + " nothing",
          ready.remotePeer(),
          ready.remoteAddress(),
          FloodGuard.BURST,
          FloodGuard.PER_SECOND);
      ready.close();
    }
  }

  @Override
  public boolean reserveMemory(long bytes) {
    return resources.reserveMemory(bytes);
  }

  @Override
  public void releaseMemory(long bytes) {
    resources.releaseMemory(bytes);
  }
}
