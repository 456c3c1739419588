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

/**
 * Where a muxer hands in streams and asks for memory. Streams that come before the connection is
 * ready wait here; there are no more of them than a connection may have.
 */
final class InboundGate implements ConnectionScope {
  private final ConnectionResources resources;
  private final Streams streams;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<CountedStream> early = new ArrayList<>();
  private @Nullable NetConnection connection;

  InboundGate(ConnectionResources resources, Streams streams) {
    this.resources = resources;
    this.streams = streams;
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
    waiting.forEach(stream -> streams.accept(ready, stream));
  }

  @Override
  public boolean accept(MuxedStream stream) {
    Claim claim;
    try {
      claim = resources.stream(Direction.INBOUND);
    } catch (ResourceLimitException e) {
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
    streams.accept(ready, stream);
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
