package org.helia.testkit.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.helia.api.net.ByteStream;

/** One end of a stream in memory. */
final class MemoryStream implements ByteStream {
  private final MemoryPipe in;
  private final MemoryPipe out;
  private volatile Duration timeout = Duration.ofSeconds(60);

  MemoryStream(MemoryPipe in, MemoryPipe out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public int read(ByteBuffer target) {
    return in.read(target, timeout);
  }

  @Override
  public void write(ByteBuffer source) {
    out.write(source);
  }

  @Override
  public void closeWrite() {
    out.end();
  }

  @Override
  public void closeRead() {
    in.drop();
  }

  @Override
  public void reset() {
    in.reset();
    out.reset();
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
    in.whenReadable(task);
  }
}
