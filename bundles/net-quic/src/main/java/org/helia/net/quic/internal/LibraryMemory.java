package org.helia.net.quic.internal;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.helia.net.spi.stream.MemoryAccount;

/**
 * Counts what the library holds of streams that are not read: as much as the windows allow, for a
 * remote that goes on sending. It does not say how much that is, but how many packets and bytes
 * have come. What comes while a stream has stopped and is not passed on to any is with the library,
 * so this is an estimate that is good to some bytes of each packet. When there is no memory for it,
 * streams that have stopped are reset, which gives it back.
 *
 * <p>Everything is called on the channel's event loop.
 */
final class LibraryMemory {
  /** How often it is looked while streams have stopped. */
  private static final long LOOK_MILLIS = 20;

  /** How many streams are reset then, those that stopped first: others have to have their turn. */
  private static final int RESET_AT_ONCE = 16;

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

  /** The stream is read again, and has been read so far that the library holds nothing of it. */
  void goesOn(QuicStream stream) {
    if (stopped.remove(stream) && stopped.isEmpty()) {
      release(held);
    }
  }

  /** The stream has ended, so the library has dropped what it held of it: as much as of each. */
  void ended(QuicStream stream) {
    long each = stopped.isEmpty() ? 0 : held / stopped.size();
    if (stopped.remove(stream)) {
      release(stopped.isEmpty() ? held : each);
    }
  }

  /** The library has forgotten the connection. */
  void close() {
    closed = true;
    stopped.clear();
    release(held);
  }

  private void release(long bytes) {
    memory.give(bytes);
    held -= bytes;
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

  /** It is there whether there is memory for it or not; then it is tried to get as much. */
  private void count(Future<? super QuicConnectionStats> found) {
    long now = notPassedOn(found);
    long more = Math.max(-held, now - seen);
    seen = now;
    held += more;
    memory.force(Math.max(0, more));
    memory.give(Math.max(0, -more));
    if (!memory.take(0)) {
      stopped.stream().limit(RESET_AT_ONCE).toList().forEach(QuicStream::reset);
    }
  }
}
