package org.helia.net.quic.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Direction;
import org.helia.api.net.Traffic;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.MuxedStream;
import org.helia.net.spi.stream.EndSignal;
import org.helia.net.spi.stream.MemoryAccount;
import org.jspecify.annotations.Nullable;

/** A QUIC connection whose remote has proved who it is. */
final class QuicConnection implements MuxedConnection {
  private static final int NO_ERROR = 0;

  private final QuicChannel channel;
  private final Path path;
  private final ConnectionScope scope;
  private final Executor workers;
  private final MemoryAccount memory;
  private final Set<QuicStream> streams = ConcurrentHashMap.newKeySet();
  private final EndSignal end = new EndSignal();
  private final AtomicLong bytesIn = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();
  private volatile boolean closing;
  private volatile boolean ended;

  QuicConnection(QuicChannel channel, Path path, ConnectionScope scope, Executor workers) {
    this.channel = channel;
    this.path = path;
    this.scope = scope;
    this.workers = workers;
    this.memory = new MemoryAccount(scope);
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
    streams.add(stream);
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
    if (ended) {
      stream.connectionEnded(null);
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
    channel.close(true, NO_ERROR, Unpooled.EMPTY_BUFFER);
  }

  // What streams call.

  Executor workers() {
    return workers;
  }

  MemoryAccount memory() {
    return memory;
  }

  EventLoop eventLoop() {
    return channel.eventLoop();
  }

  ByteBufAllocator allocator() {
    return channel.alloc();
  }

  void heard(int bytes) {
    bytesIn.addAndGet(bytes);
  }

  void sent(int bytes) {
    bytesOut.addAndGet(bytes);
  }

  void forget(QuicStream stream) {
    streams.remove(stream);
  }

  // What happens on the event loop.

  /** The remote has opened a stream. */
  void accept(QuicStreamChannel opened) {
    QuicStream stream = new QuicStream(this, Direction.INBOUND);
    streams.add(stream);
    opened.pipeline().addLast(new StreamHandler(this, stream));
    stream.opened(opened);
    if (!scope.accept(stream)) {
      stream.reset();
    }
  }

  /** The channel is gone. */
  void ended(@Nullable Throwable cause) {
    ended = true;
    Throwable told = closing ? null : cause;
    streams.forEach(stream -> stream.connectionEnded(told));
    end.ended(told);
  }
}
