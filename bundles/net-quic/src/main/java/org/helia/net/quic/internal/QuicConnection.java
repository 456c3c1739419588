package org.helia.net.quic.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Direction;
import org.helia.api.net.Traffic;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.MuxedStream;
import org.helia.net.spi.stream.EndSignal;
import org.helia.net.spi.stream.FairBudget;
import org.helia.net.spi.stream.MemoryAccount;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A QUIC connection whose remote has proved who it is. */
final class QuicConnection implements MuxedConnection {
  private static final Logger LOG = LoggerFactory.getLogger(QuicConnection.class);

  /**
   * What the native library and the channel hold for a stream, in bytes, an estimate: the library's
   * stream with its two ordered buffers, and the entries in its maps. What it buffers is beyond
   * that; see docs/decisions/network.md.
   */
  static final int STREAM_BYTES = 4 * 1_024;

  /** So many streams are every connection's own and do not count. */
  private static final int OWN_STREAMS = 64;

  /**
   * How much may wait to be sent, in bytes: so much that it takes many streams that the remote does
   * not read before others wait for them.
   */
  private static final int MAX_OUTGOING = 8 * 1_024 * 1_024;

  private final QuicChannel channel;
  private final Path path;
  private final ConnectionScope scope;
  private final Executor workers;
  private final MemoryAccount memory;
  private final FairBudget outgoing;
  private final Turns turns;
  private final Set<QuicStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final EndSignal end = new EndSignal();
  private final AtomicLong bytesIn = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();
  private volatile long lastBusy = System.nanoTime();
  private volatile boolean closing;

  private volatile boolean ended;

  // On the event loop only.
  private final LibraryMemory library;
  private boolean leaving;

  /** What the remote does not allow yet. */
  private final Queue<QuicStream> waitingToOpen = new ArrayDeque<>();

  QuicConnection(QuicChannel channel, Path path, ConnectionScope scope, Executor workers) {
    this.channel = channel;
    this.path = path;
    this.scope = scope;
    this.workers = workers;
    this.memory = new MemoryAccount(scope);
    this.outgoing = new FairBudget("the connection", MAX_OUTGOING, MAX_OUTGOING / 2, memory);
    this.turns = new Turns(channel.eventLoop());
    this.library = new LibraryMemory(channel, bytesIn::get, memory);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public MuxedStream open() {
    if (!isOpen()) {
      throw new ConnectionClosedException("cannot open a stream: the connection is closed");
    }
    QuicStream stream = new QuicStream(this, Direction.OUTBOUND);
    if (count.incrementAndGet() > OWN_STREAMS) {
      memory.force(STREAM_BYTES);
    }
    streams.add(stream);
    try {
      channel.eventLoop().execute(() -> openInTurn(stream));
    } catch (RejectedExecutionException e) {
      stream.cannotOpen(e);
    }
    return stream;
  }

  @Override
  public Traffic traffic() {
    return new Traffic(bytesIn.get(), bytesOut.get());
  }

  @Override
  public boolean isOpen() {
    return !closing && !ended && channel.isActive();
  }

  @Override
  public void onEnd(EndListener task) {
    end.listen(task);
  }

  @Override
  public void close() {
    closing = true;
    channel.eventLoop().execute(this::leave);
  }

  // What streams call.

  Executor workers() {
    return workers;
  }

  MemoryAccount memory() {
    return memory;
  }

  /** Where streams do what has to be done on the event loop. */
  Executor turns() {
    return turns;
  }

  /** Runs a task when what has come in by now has been read; on the event loop. */
  void afterReading(Runnable task) {
    channel.eventLoop().execute(task);
  }

  ByteBufAllocator allocator() {
    return channel.alloc();
  }

  void heard(int bytes) {
    bytesIn.addAndGet(bytes);
  }

  void sent(int bytes) {
    bytesOut.addAndGet(bytes);
    busy();
  }

  /** Something is sent that the remote has to acknowledge. */
  void busy() {
    lastBusy = System.nanoTime();
  }

  /** Of which writers take what they hand to the library. */
  FairBudget outgoing() {
    return outgoing;
  }

  /** So many bytes have been taken by the remote, or dropped. */
  void gone(int bytes) {
    memory.give(bytes);
    outgoing.release(bytes);
  }

  /** What the library holds of streams that are not read; on the event loop. */
  LibraryMemory library() {
    return library;
  }

  /** The library has dropped what it held of a stream that has ended; on any thread. */
  void hasNothingOf(QuicStream stream) {
    try {
      turns.execute(() -> library.ended(stream));
    } catch (RejectedExecutionException e) {
      LOG.debug("the event loop has ended, and with it the memory of {}", stream, e);
    }
  }

  void forget(QuicStream stream) {
    if (streams.remove(stream) && count.getAndDecrement() > OWN_STREAMS) {
      memory.give(STREAM_BYTES);
    }
  }

  // What happens on the event loop.

  private void openInTurn(QuicStream stream) {
    waitingToOpen.add(stream);
    if (closing || ended) {
      cannotOpen(null);
    } else {
      openAsAllowed();
    }
  }

  /**
   * Opens what waits for it, as far as the remote allows. Asked for more, Netty takes a number that
   * it does not use; with the next stream the remote holds that one for open, too, and never gives
   * it back.
   */
  void openAsAllowed() {
    while (!waitingToOpen.isEmpty()
        && channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) > 0) {
      create(waitingToOpen.remove());
    }
  }

  private void create(QuicStream stream) {
    channel
        .createStream(QuicStreamType.BIDIRECTIONAL, new StreamHandler(this, stream))
        .addListener(
            done -> {
              if (done.isSuccess()) {
                stream.opened((QuicStreamChannel) done.getNow());
              } else {
                stream.cannotOpen(done.cause());
              }
            });
  }

  private void cannotOpen(@Nullable Throwable cause) {
    for (QuicStream next = waitingToOpen.poll(); next != null; next = waitingToOpen.poll()) {
      next.cannotOpen(cause);
    }
  }

  /** The remote has opened a stream. */
  void accept(QuicStreamChannel opened) {
    QuicStream stream = new QuicStream(this, Direction.INBOUND);
    boolean room = count.incrementAndGet() <= OWN_STREAMS || memory.take(STREAM_BYTES);
    if (!room) {
      memory.force(STREAM_BYTES); // Until it has been reset.
    }
    streams.add(stream);
    opened.pipeline().addLast(new StreamHandler(this, stream));
    stream.opened(opened);
    if (ended || closing || !room || !scope.accept(stream)) {
      stream.reset();
    }
  }

  /** Ends it from this side; what streams still have to send gives way to saying so. */
  private void leave() {
    if (leaving) {
      return;
    }
    leaving = true;
    boolean quiet =
        System.nanoTime() - lastBusy > TimeUnit.MILLISECONDS.toNanos(Farewell.QUIET_MILLIS);
    List<QuicStream> left = List.copyOf(streams);
    left.forEach(stream -> stream.connectionEnded(null));
    cannotOpen(null);
    new Farewell(channel, quiet, () -> left.forEach(QuicStream::abandon)).run();
  }

  /** Either side has closed it, or it is lost. Called again when the channel is gone. */
  void ended(@Nullable Throwable cause) {
    if (ended) {
      return;
    }
    ended = true;
    Throwable told = closing ? null : cause;
    streams.forEach(stream -> stream.connectionEnded(told));
    cannotOpen(told);
    library.close();
    end.ended(told);
  }
}
