package org.helia.net.yamux.internal;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.net.spi.stream.FairBudget;
import org.helia.net.spi.stream.MemoryAccount;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait to be written, in order. Any thread adds to it; the event loop writes while
 * the channel is writable, and flushes once for all that it finds.
 */
final class Outbox {
  /** How many bytes of data may wait until the system has them, all streams together. */
  static final int MAX_PENDING = 1_024 * 1_024;

  /** Down to that many wait before those who have more to send are woken. */
  private static final int RESUME_PENDING = MAX_PENDING / 2;

  /**
   * More control frames than that wait only for a remote that makes us answer and does not read.
   */
  static final int MAX_CONTROLS = 16_384;

  /** After that many bytes a flush shows whether the channel takes more. */
  private static final int BATCH = 256 * 1_024;

  /** Frames up to that size are copied together, as each write costs more than the copy. */
  private static final int SMALL = 1_024;

  private static final int SMALL_BATCH = 16 * 1_024;

  private final Channel channel;
  private final MemoryAccount memory;
  private final FairBudget budget;
  private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger controls = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile boolean closed;
  private volatile long written;

  // On the event loop only.
  private @Nullable FrameHeader last;
  private @Nullable ByteBuf smalls;
  private int smallsTaken;

  /**
   * @param memory what waits is taken from it, until it is with the system
   */
  Outbox(Channel channel, MemoryAccount memory) {
    this.channel = channel;
    this.memory = memory;
    this.budget = new FairBudget("the connection", MAX_PENDING, RESUME_PENDING, memory);
  }

  /** Releases a frame that took its size and is not sent. */
  void discard(ByteBuf frame) {
    int size = frame.readableBytes();
    frame.release();
    free(size);
  }

  private void free(int size) {
    memory.give(size);
    budget.release(size);
  }

  /** A frame that waits. */
  private sealed interface Outgoing {}

  private record Control(FrameHeader header) implements Outgoing {}

  private record Data(YamuxStream stream, ByteBuf frame) implements Outgoing {}

  /** Of which data frames take their size before they are added. */
  FairBudget budget() {
    return budget;
  }

  /** Bytes written so far. */
  long written() {
    return written;
  }

  /**
   * Adds a frame without data.
   *
   * @return false when there are too many
   */
  boolean add(FrameHeader header) {
    add(new Control(header));
    return controls.incrementAndGet() <= MAX_CONTROLS;
  }

  /**
   * Adds a data frame.
   *
   * @param frame header and data; released here
   */
  void add(YamuxStream stream, ByteBuf frame) {
    add(new Data(stream, frame));
  }

  private void add(Outgoing frame) {
    queue.add(frame);
    if (closed) {
      discard();
    } else if (scheduled.compareAndSet(false, true)) {
      channel.eventLoop().execute(this::drain);
    }
  }

  /** Writes what waits, as far as the channel takes it. On the event loop. */
  void drain() {
    scheduled.set(false);
    boolean more = true;
    while (more && channel.isWritable()) {
      more = writeBatch();
    }
    FrameHeader header = last;
    if (header != null && !more) {
      last = null;
      ByteBuf frame = channel.alloc().directBuffer(FrameHeader.SIZE);
      header.write(frame);
      channel.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Writes what waits, then this, and closes the channel. On the event loop. */
  void finish(FrameHeader header) {
    last = header;
    drain();
  }

  /** Writes nothing more of what waits but this, and closes the channel. On the event loop. */
  void abort(FrameHeader header) {
    close();
    finish(header);
  }

  /** Drops what waits. On the event loop. */
  void close() {
    closed = true;
    discard();
  }

  private void discard() {
    for (Outgoing next = queue.poll(); next != null; next = queue.poll()) {
      if (next instanceof Data data) {
        discard(data.frame());
      }
    }
  }

  /**
   * @return whether there may be more
   */
  private boolean writeBatch() {
    int size = 0;
    Outgoing next = null;
    while (size < BATCH && (next = queue.poll()) != null) {
      size += write(next);
    }
    writeSmalls();
    if (size > 0) {
      written += size;
      channel.flush();
    }
    return next != null;
  }

  private int write(Outgoing next) {
    if (next instanceof Control control) {
      controls.decrementAndGet();
      control.header().write(smalls(FrameHeader.SIZE));
      return FrameHeader.SIZE;
    }
    return next instanceof Data data ? write(data) : 0;
  }

  private int write(Data data) {
    ByteBuf frame = data.frame();
    int size = frame.readableBytes();
    if (data.stream().isReset()) {
      discard(data.frame());
      return 0;
    }
    if (size <= SMALL) {
      smalls(size).writeBytes(frame);
      smallsTaken += size;
      frame.release();
    } else {
      writeSmalls();
      write(frame, size);
    }
    return size;
  }

  private void write(ByteBuf bytes, int taken) {
    channel.write(bytes).addListener(done -> free(taken));
  }

  private ByteBuf smalls(int size) {
    ByteBuf buffer = smalls;
    if (buffer == null || buffer.writableBytes() < size) {
      writeSmalls();
      buffer = channel.alloc().directBuffer(SMALL_BATCH, SMALL_BATCH);
      smalls = buffer;
    }
    return buffer;
  }

  private void writeSmalls() {
    ByteBuf buffer = smalls;
    if (buffer != null) {
      int taken = smallsTaken;
      smalls = null; // first, because a write may come back here
      smallsTaken = 0;
      write(buffer, taken);
    }
  }
}
