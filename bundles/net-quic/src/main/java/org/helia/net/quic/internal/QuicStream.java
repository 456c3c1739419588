package org.helia.net.quic.internal;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
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

  /** What a chunk has room for at least. */
  private static final int LEAST_CHUNK = 1_024;

  private static final int MAX_CHUNK = 64 * 1_024;
  private static final int NO_ERROR = 0;

  private final QuicConnection connection;
  private final Credit credit;
  private final AtomicLong unread = new AtomicLong();

  /** What waits for the event loop, with a task there for each. */
  private final Deque<ByteBuf> waiting = new ArrayDeque<>();

  private volatile long streamId = -1;

  /** Whether it was not read for a while. */
  private volatile boolean hasStopped;

  // On the event loop only.
  private final Queue<Runnable> beforeOpen = new ArrayDeque<>();
  private @Nullable QuicStreamChannel channel;
  private boolean failed;
  private int writing;
  private boolean ending;
  private boolean unwanted;

  /** Whether its reader has been woken for what has come in this turn of the event loop. */
  private boolean woken;

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

  void cannotOpen(@Nullable Throwable cause) {
    failed = true;
    connectionEnded(cause);
    for (Runnable next = beforeOpen.poll(); next != null; next = beforeOpen.poll()) {
      next.run();
    }
  }

  /** The connection is being closed: what waits to be sent is dropped. */
  void abandon() {
    if (channel != null) {
      connection.busy();
      channel.shutdown(NO_ERROR);
    }
  }

  void read(ByteBuf bytes) {
    QuicStreamChannel stream = channel;
    if (unwanted && stream != null) {
      stop(stream);
      return;
    }
    int size = bytes.readableBytes();
    long unreadNow = unread.addAndGet(size);
    if (unreadNow >= MAX_UNREAD && stream != null && stream.config().isAutoRead()) {
      stream.config().setAutoRead(false);
      hasStopped = true;
      connection.library().stops(this);
    }
    received(bytes, size);
  }

  /** Reads what the library has of it, which may be enough to stop again. */
  private void readAgain(QuicStreamChannel stream) {
    stream.config().setAutoRead(true);
    if (stream.config().isAutoRead()) {
      connection.library().goesOn(this);
    }
  }

  /**
   * Netty says so after each packet. The reader is woken for the first one, and then for all others
   * that have come with it: each time costs as much as several packets.
   */
  void readComplete() {
    if (!woken) {
      woken = true;
      receivedAll();
      connection.afterReading(this::wakeForTheRest);
    }
  }

  private void wakeForTheRest() {
    woken = false;
    receivedAll();
  }

  private void onLoop(Runnable task) {
    connection
        .turns()
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
  protected @Nullable ByteBuf prepare(ByteBuffer source, int size, Rooms rooms) {
    int capacity = Math.max(size, LEAST_CHUNK);
    if (!rooms.take(connection.outgoing(), capacity)) {
      return null;
    }
    ByteBuf chunk = connection.allocator().directBuffer(capacity, capacity);
    int limit = source.limit();
    chunk.writeBytes(source.limit(source.position() + size));
    source.limit(limit);
    return chunk;
  }

  @Override
  protected void discard(ByteBuf chunk) {
    connection.gone(chunk.capacity());
    chunk.release();
  }

  /**
   * Small pieces are put together while they wait, or a stream of them would cost many times their
   * size, and the event loop a task for each.
   */
  @Override
  protected void send(ByteBuf chunk) {
    synchronized (waiting) {
      ByteBuf last = waiting.peekLast();
      if (last != null && last.writableBytes() >= chunk.readableBytes()) {
        last.writeBytes(chunk);
        discard(chunk);
        return;
      }
      waiting.add(chunk);
    }
    try {
      onLoop(this::writeNext);
    } catch (RejectedExecutionException e) {
      drop(); // The event loop has ended.
      throw e;
    }
  }

  private void drop() {
    ByteBuf chunk = next();
    if (chunk != null) {
      discard(chunk);
    }
  }

  private @Nullable ByteBuf next() {
    synchronized (waiting) {
      return waiting.poll();
    }
  }

  private void writeNext() {
    QuicStreamChannel stream = channel;
    if (stream == null) {
      drop();
      return;
    }
    ByteBuf chunk = next();
    if (chunk == null) {
      return;
    }
    int size = chunk.readableBytes();
    int capacity = chunk.capacity();
    writing++;
    stream
        .writeAndFlush(chunk)
        .addListener(
            done -> {
              writing--;
              connection.gone(capacity);
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
            connection.busy();
            ending = true;
            endIfWritten(channel);
          }
        });
  }

  /**
   * The remote is told only when it goes on sending. Most have sent all and are about to say so,
   * and the library never gives back a stream whose end crosses the word to stop: after a thousand
   * of them the remote could open no more.
   */
  @Override
  protected void sendStop() {
    onLoop(
        () -> {
          unwanted = true;
          if (channel != null && !channel.config().isAutoRead()) {
            stop(channel);
          }
        });
  }

  private void stop(QuicStreamChannel stream) {
    connection.busy();
    stream.shutdownInput(NO_ERROR);
  }

  @Override
  protected void sendReset() {
    onLoop(
        () -> {
          if (channel != null) {
            connection.busy();
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
              readAgain(channel);
            }
          });
    }
  }

  @Override
  protected void finished() {
    connection.forget(this);
    if (hasStopped) {
      connection.hasNothingOf(this);
    }
  }
}
