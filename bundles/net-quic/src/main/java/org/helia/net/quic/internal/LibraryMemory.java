package org.helia.net.quic.internal;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.helia.net.spi.stream.MemoryAccount;

/**
 * Counts what the library holds of streams that are not read: as much as the windows allow, for a
 * remote that goes on sending. It does not say how much that is, but how many packets and bytes
 * have come. What comes while a stream has stopped and is not passed on to any is with the library,
 * so this is an estimate that is good to some bytes of each packet. When there is no memory for it,
 * the streams that have stopped are reset, which gives it back.
 *
 * <p>Everything is called on the channel's event loop.
 */
final class LibraryMemory {
  /** How often it is looked while streams have stopped. */
  private static final long LOOK_MILLIS = 20;

  /** What a packet has besides the bytes of a stream: its head, its seal, the head of a frame. */
  private static final int PACKET_OVERHEAD = 56;

  private final QuicChannel channel;
  private final LongSupplier passedOn;
  private final MemoryAccount memory;
  private final Set<QuicStream> stopped = new LinkedHashSet<>();
  private long seen;
  private long held;
  private boolean looking;
  private boolean closed;

  /**
   * @param passedOn how many bytes streams have got so far
   * @param memory from which it is taken
   */
  LibraryMemory(QuicChannel channel, LongSupplier passedOn, MemoryAccount memory) {
    this.channel = channel;
    this.passedOn = passedOn;
    this.memory = memory;
  }

  /** The stream is not read for the moment. */
  void stops(QuicStream stream) {
    if (closed) {
      return;
    }
    if (stopped.isEmpty()) {
      channel.collectStats().addListener(found -> seen = notPassedOn(found));
    }
    stopped.add(stream);
    lookLater();
  }

  /** The library holds nothing of the stream: it is read again, or has ended. */
  void goesOn(QuicStream stream) {
    if (stopped.remove(stream) && stopped.isEmpty()) {
      release();
    }
  }

  /** The library has forgotten the connection. */
  void close() {
    closed = true;
    stopped.clear();
    release();
  }

  private void release() {
    memory.give(held);
    held = 0;
  }

  private void lookLater() {
    if (!looking) {
      looking = true;
      channel.eventLoop().schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    looking = false;
    if (!stopped.isEmpty() && channel.isActive()) {
      channel.collectStats().addListener(this::count);
      lookLater();
    }
  }

  private long notPassedOn(Future<? super QuicConnectionStats> found) {
    return found.getNow() instanceof QuicConnectionStats stats
        ? stats.recvBytes() - PACKET_OVERHEAD * stats.recv() - passedOn.getAsLong()
        : seen;
  }

  private void count(Future<? super QuicConnectionStats> found) {
    long now = notPassedOn(found);
    long more = Math.max(-held, now - seen);
    seen = now;
    if (more <= 0) {
      memory.give(-more);
    } else if (!memory.take(more)) {
      List.copyOf(stopped).forEach(QuicStream::reset);
      return;
    }
    held += more;
  }
}
