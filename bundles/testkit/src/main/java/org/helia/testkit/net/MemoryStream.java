package org.helia.testkit.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.helia.api.net.ByteStream;
import org.helia.api.net.NetException;
import org.helia.api.net.StreamResetException;
import org.helia.api.net.StreamTimeoutException;
import org.helia.testkit.time.Timeline;
import org.jspecify.annotations.Nullable;

/** One end of a stream in memory. What it says to the other goes by a lane. */
class MemoryStream implements ByteStream {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  private final Timeline time;
  private final Executor executor;
  private final Lane lane;
  private final long windowBytes;
  private final Inbox in = new Inbox();
  private final Window out;
  private volatile Duration timeout = DEFAULT_TIMEOUT;

  /** The other end; not there before the remote has accepted the stream. */
  private volatile @Nullable MemoryStream other;

  /** What was read and the other end does not know of. */
  private long unreported;

  MemoryStream(Timeline time, Executor executor, Lane lane, long windowBytes) {
    this.time = time;
    this.executor = executor;
    this.lane = lane;
    this.windowBytes = windowBytes;
    this.out = new Window(windowBytes);
  }

  final void join(MemoryStream end) {
    other = end;
    end.other = this;
  }

  /** So many bytes were sent. */
  void sent(int bytes) {}

  /** So many bytes have arrived. */
  void received(int bytes) {}

  /** Both directions have ended; may be called repeatedly. */
  void over() {}

  @Override
  public int read(ByteBuffer target) {
    if (!target.hasRemaining()) {
      throw new IllegalArgumentException("there must be room for at least one byte");
    }
    int size = in.poll(target);
    while (size == 0) {
      if (!in.await(time, timeout, "reading from a stream")) {
        throw new StreamTimeoutException("nothing to read came in " + timeout);
      }
      size = in.poll(target);
    }
    if (size > 0) {
      report(size);
    }
    return size;
  }

  /** As yamux does, tells the sender when half of the window was read. */
  private void report(int size) {
    unreported += size;
    if (unreported >= windowBytes / 2) {
      credit(unreported);
      unreported = 0;
    }
  }

  private void credit(long bytes) {
    lane.acknowledge(
        () -> {
          MemoryStream end = other;
          if (end != null) {
            end.out.add(bytes);
          }
        });
  }

  @Override
  public void write(ByteBuffer source) {
    while (source.hasRemaining()) {
      if (!lane.awaitRoom(timeout)) {
        throw tookNothing();
      }
      int size = takeCredit(Math.min(source.remaining(), lane.pieceBytes()));
      ByteBuffer piece = ByteBuffer.allocate(size);
      piece.put(0, source, source.position(), size);
      source.position(source.position() + size);
      sent(size);
      lane.send(size, () -> deliver(piece));
    }
  }

  private int takeCredit(int most) {
    int taken = out.take(most);
    while (taken == 0) {
      if (!out.await(time, timeout, "writing to a stream")) {
        throw tookNothing();
      }
      taken = out.take(most);
    }
    return taken;
  }

  private StreamTimeoutException tookNothing() {
    return new StreamTimeoutException("the remote took nothing more in " + timeout);
  }

  private void deliver(ByteBuffer piece) {
    MemoryStream end = other;
    if (end != null) {
      end.arrived(piece);
    }
  }

  private void arrived(ByteBuffer piece) {
    int size = piece.remaining();
    received(size);
    if (in.add(piece)) {
      runIfReadable();
    } else {
      credit(size);
    }
  }

  /** Something happens to the other end when what was sent before has arrived. */
  private void tellOther(Consumer<MemoryStream> what) {
    lane.send(
        0,
        () -> {
          MemoryStream end = other;
          if (end != null) {
            what.accept(end);
          }
        });
  }

  @Override
  public void closeWrite() {
    if (out.fail(() -> new StreamResetException("cannot write: writing was closed here"))) {
      tellOther(MemoryStream::receivedEnd);
    }
    overIfEnded();
  }

  private void receivedEnd() {
    in.end();
    runIfReadable();
    overIfEnded();
  }

  @Override
  public void closeRead() {
    long dropped =
        in.fail(() -> new StreamResetException("cannot read: reading was closed here"), true);
    if (dropped > 0) {
      credit(dropped);
    }
    runIfReadable();
    overIfEnded();
  }

  @Override
  public void reset() {
    Supplier<NetException> error = () -> new StreamResetException("the stream was reset here");
    boolean open = !out.isOver() || !in.isOver();
    out.fail(error);
    in.fail(error, true);
    if (open) {
      tellOther(end -> end.fail(() -> new StreamResetException("the remote has reset the stream")));
    }
    runIfReadable();
    overIfEnded();
  }

  /** Makes reads and writes fail here; what has come in full stays readable. */
  final void fail(Supplier<NetException> error) {
    out.fail(error);
    in.fail(error, false);
    runIfReadable();
    overIfEnded();
  }

  private void overIfEnded() {
    if (out.isOver() && in.isOver()) {
      over();
    }
  }

  @Override
  public void close() {
    closeWrite();
    closeRead();
  }

  @Override
  public void timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, not " + timeout);
    }
    this.timeout = timeout;
  }

  @Override
  public void whenReadable(Runnable task) {
    in.leave(task);
    runIfReadable();
  }

  private void runIfReadable() {
    Runnable task = in.takeTask();
    if (task != null) {
      executor.execute(task);
    }
  }
}
