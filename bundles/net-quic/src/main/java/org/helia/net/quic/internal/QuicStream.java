package org.helia.net.quic.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.net.Direction;
import org.helia.net.spi.stream.Credit;
import org.helia.net.spi.stream.QueuedStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a QUIC connection. What it sends before QUIC has opened it waits; QUIC's own flow
 * control says how much the remote takes.
 */
final class QuicStream extends QueuedStream {
  /** How much may be handed to QUIC that the remote has not taken. */
  static final int MAX_IN_FLIGHT = 256 * 1_024;

  /** Reading stops when that much waits to be read, and goes on at half of it. */
  static final int MAX_UNREAD = 256 * 1_024;

  private static final int MAX_CHUNK = 64 * 1_024;
  private static final int NO_ERROR = 0;

  private final QuicConnection connection;
  private final Credit credit;
  private final AtomicLong unread = new AtomicLong();
  private volatile long streamId = -1;

  // On the event loop only.
  private final Queue<Runnable> beforeOpen = new ArrayDeque<>();
  private @Nullable QuicStreamChannel channel;
  private boolean failed;
  private int writing;
  private boolean ending;

  QuicStream(QuicConnection connection, Direction direction) {
    this(connection, direction, new Credit(MAX_IN_FLIGHT));
  }

  private QuicStream(QuicConnection connection, Direction direction, Credit credit) {
    super(direction, connection.workers(), credit, connection.memory());
    this.connection = connection;
    this.credit = credit;
  }

  /** As QUIC counts; -1 until it has opened the stream. */
  @Override
  public long id() {
    return streamId;
  }

  // On the event loop.

  void opened(QuicStreamChannel stream) {
    channel = stream;
    streamId = stream.streamId();
    for (Runnable next = beforeOpen.poll(); next != null; next = beforeOpen.poll()) {
      next.run();
    }
  }

  void cannotOpen(Throwable cause) {
    failed = true;
    connectionEnded(cause);
    for (Runnable next = beforeOpen.poll(); next != null; next = beforeOpen.poll()) {
      next.run();
    }
  }

  void read(ByteBuf bytes) {
    int size = bytes.readableBytes();
    long waiting = unread.addAndGet(size);
    if (waiting >= MAX_UNREAD && channel != null) {
      channel.config().setAutoRead(false);
    }
    received(bytes, size);
  }

  private void onLoop(Runnable task) {
    connection
        .eventLoop()
        .execute(
            () -> {
              if (channel == null && !failed) {
                beforeOpen.add(task);
              } else {
                task.run();
              }
            });
  }

  // On any thread.

  @Override
  protected int maxChunk() {
    return MAX_CHUNK;
  }

  @Override
  protected ByteBuf prepare(ByteBuffer source, int size) {
    ByteBuf chunk = connection.allocator().directBuffer(size);
    int limit = source.limit();
    chunk.writeBytes(source.limit(source.position() + size));
    source.limit(limit);
    return chunk;
  }

  @Override
  protected void send(ByteBuf chunk) {
    onLoop(() -> write(chunk));
  }

  private void write(ByteBuf chunk) {
    QuicStreamChannel stream = channel;
    if (stream == null) {
      chunk.release();
      return;
    }
    int size = chunk.readableBytes();
    writing++;
    stream
        .writeAndFlush(chunk)
        .addListener(
            done -> {
              writing--;
              if (done.isSuccess()) {
                connection.sent(size);
                credit.add(size);
              } else {
                receivedStop();
              }
              endIfWritten(stream);
            });
  }

  /** Netty would end the stream before what still waits for the remote's window. */
  private void endIfWritten(QuicStreamChannel stream) {
    if (ending && writing == 0) {
      ending = false;
      stream.shutdownOutput();
    }
  }

  @Override
  protected void sendEnd() {
    onLoop(
        () -> {
          if (channel != null) {
            ending = true;
            endIfWritten(channel);
          }
        });
  }

  @Override
  protected void sendStop() {
    onLoop(
        () -> {
          if (channel != null) {
            channel.shutdownInput(NO_ERROR);
          }
        });
  }

  @Override
  protected void sendReset() {
    onLoop(
        () -> {
          if (channel != null) {
            channel.shutdown(NO_ERROR);
          }
        });
  }

  @Override
  protected void consumed(int bytes) {
    long before = unread.getAndAdd(-bytes);
    if (before > MAX_UNREAD / 2 && before - bytes <= MAX_UNREAD / 2) {
      onLoop(
          () -> {
            if (channel != null) {
              channel.config().setAutoRead(true);
            }
          });
    }
  }

  @Override
  protected void finished() {
    connection.forget(this);
  }
}
