package org.helia.net.internal.connection;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.helia.api.net.ByteStream;
import org.helia.api.net.Stream;

/** A stream over another one. */
abstract class ForwardingStream implements Stream {
  private final ByteStream below;

  ForwardingStream(ByteStream below) {
    this.below = below;
  }

  @Override
  public int read(ByteBuffer target) {
    return below.read(target);
  }

  @Override
  public void write(ByteBuffer source) {
    below.write(source);
  }

  @Override
  public boolean tryWrite(ByteBuffer source) {
    return below.tryWrite(source);
  }

  @Override
  public void closeWrite() {
    below.closeWrite();
  }

  @Override
  public void closeRead() {
    below.closeRead();
  }

  @Override
  public void reset() {
    below.reset();
  }

  @Override
  public void close() {
    below.close();
  }

  @Override
  public void timeout(Duration timeout) {
    below.timeout(timeout);
  }

  @Override
  public void whenReadable(Runnable task) {
    below.whenReadable(task);
  }

  @Override
  public void whenReadable(BooleanSupplier quick, Runnable task) {
    below.whenReadable(quick, task);
  }
}
