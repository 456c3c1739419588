package org.helia.net.spi.contract;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.net.spi.ConnectionScope;
import org.helia.net.spi.MuxedStream;

/** Takes every stream and grants all memory, unless told otherwise, and knows what it gave. */
public final class RecordingScope implements ConnectionScope {
  private static final int SECONDS = 60;

  private final BlockingQueue<MuxedStream> accepted = new LinkedBlockingQueue<>();
  private final AtomicLong reserved = new AtomicLong();
  private volatile boolean refusing;
  private volatile boolean stingy;

  @Override
  public boolean accept(MuxedStream stream) {
    return !refusing && accepted.add(stream);
  }

  @Override
  public boolean reserveMemory(long bytes) {
    if (stingy) {
      return false;
    }
    reserved.addAndGet(bytes);
    return true;
  }

  @Override
  public void releaseMemory(long bytes) {
    reserved.addAndGet(-bytes);
  }

  /** From now on no stream is taken. */
  public void refuseStreams() {
    refusing = true;
  }

  /** From now on no memory is granted. */
  public void refuseMemory() {
    stingy = true;
  }

  /** How much memory is granted now. */
  public long reserved() {
    return reserved.get();
  }

  /** The streams that the remote has opened and that {@link #next} has not given. */
  public List<MuxedStream> all() {
    return List.copyOf(accepted);
  }

  /** The next stream that the remote has opened. */
  public MuxedStream next() {
    try {
      MuxedStream stream = accepted.poll(SECONDS, TimeUnit.SECONDS);
      if (stream == null) {
        throw new AssertionError("no stream came in " + SECONDS + " s");
      }
      return stream;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
