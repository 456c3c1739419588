package org.helia.net.yamux.internal;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.helia.api.net.Direction;
import org.helia.net.spi.stream.Credit;
import org.helia.net.spi.stream.QueuedStream;
import org.jspecify.annotations.Nullable;

/** A stream of a yamux connection. */
final class YamuxStream extends QueuedStream {
  /** The most data in a frame, as other implementations have it, too. */
  static final int MAX_DATA = 64 * 1_024;

  private final YamuxConnection connection;
  private final long id;
  private final Credit credit;
  private final ReceiveWindow window;

  /** Whether this side still waits for the remote to take the stream. */
  private final AtomicBoolean unacknowledged = new AtomicBoolean();

  private volatile boolean reset;

  /** Whether a frame has gone out; the first one carries SYN or ACK. */
  private final AtomicBoolean announced = new AtomicBoolean();

  YamuxStream(YamuxConnection connection, long id, Direction direction) {
    this(connection, id, direction, new Credit(ReceiveWindow.INITIAL));
  }

  private YamuxStream(YamuxConnection connection, long id, Direction direction, Credit credit) {
    super(direction, connection.workers(), credit, connection.memory());
    this.connection = connection;
    this.id = id;
    this.credit = credit;
    this.window = connection.newWindow();
  }

  @Override
  public long id() {
    return id;
  }

  /** Whether what waits to be sent is void. */
  boolean isReset() {
    return reset;
  }

  /** Takes the stream that the remote has opened, unless a frame has said so already. */
  void acknowledge() {
    int flags = firstFlags();
    if (flags != 0) {
      connection.send(FrameHeader.windowUpdate(flags, id(), 0));
    }
  }

  /** The remote has sent any frame on the stream. */
  void acknowledged() {
    if (unacknowledged.compareAndSet(true, false)) {
      connection.backlog().release(1);
    }
  }

  /**
   * The remote begins a data frame.
   *
   * @throws ProtocolViolation when it is larger than the window
   */
  void announce(long size) {
    if (!window.take(size)) {
      throw new ProtocolViolation(
          "%,d bytes on stream %d, more than its window has".formatted(size, id()));
    }
  }

  /**
   * The remote takes so many bytes more.
   *
   * @throws ProtocolViolation when that is more than a window can be
   */
  void grant(long bytes) {
    if (bytes > 0 && credit.add(bytes) > 0xffff_ffffL) {
      throw new ProtocolViolation("window updates of more than 4 GiB on stream " + id());
    }
  }

  @Override
  protected int maxChunk() {
    return MAX_DATA;
  }

  @Override
  protected @Nullable ByteBuf prepare(ByteBuffer source, int size, Rooms rooms) {
    boolean begun = announced.get() || unacknowledged.get() || takeBacklog(rooms);
    if (!begun || !rooms.take(connection.outbox().budget(), FrameHeader.SIZE + size)) {
      return null;
    }
    ByteBuf frame = connection.allocator().directBuffer(FrameHeader.SIZE + size);
    frame.writerIndex(FrameHeader.SIZE);
    int limit = source.limit();
    frame.writeBytes(source.limit(source.position() + size));
    source.limit(limit);
    return frame;
  }

  private boolean takeBacklog(Rooms rooms) {
    if (direction() == Direction.INBOUND) {
      return true;
    }
    if (!rooms.take(connection.backlog(), 1)) {
      return false;
    }
    unacknowledged.set(true);
    if (isWritingEnded()) {
      acknowledged();
    }
    return true;
  }

  @Override
  protected void discard(ByteBuf frame) {
    connection.outbox().discard(frame);
  }

  @Override
  protected void send(ByteBuf frame) {
    int size = frame.readableBytes() - FrameHeader.SIZE;
    frame.writerIndex(0);
    FrameHeader.data(firstFlags(), id(), size).write(frame);
    frame.writerIndex(FrameHeader.SIZE + size);
    connection.outbox().add(this, frame);
  }

  @Override
  protected void sendEnd() {
    if (direction() == Direction.OUTBOUND
        && !announced.get()
        && unacknowledged.compareAndSet(false, true)) {
      connection.backlog().force(1);
    }
    connection.send(FrameHeader.windowUpdate(firstFlags() | FrameHeader.FIN, id(), 0));
  }

  /** Yamux has no way to say it: the remote's window stays as it is. */
  @Override
  protected void sendStop() {}

  @Override
  protected void sendReset() {
    reset = true;
    if (announced.get()) {
      connection.send(FrameHeader.windowUpdate(FrameHeader.RST, id(), 0));
    }
  }

  private int firstFlags() {
    if (!announced.compareAndSet(false, true)) {
      return 0;
    }
    return direction() == Direction.OUTBOUND ? FrameHeader.SYN : FrameHeader.ACK;
  }

  @Override
  protected void consumed(int bytes) {
    int update = window.consumed(bytes, System.nanoTime(), connection.roundTripNanos());
    if (update > 0) {
      connection.send(FrameHeader.windowUpdate(firstFlags(), id(), update));
    }
  }

  @Override
  protected void finished() {
    window.close();
    acknowledged();
    connection.forget(this);
  }
}
