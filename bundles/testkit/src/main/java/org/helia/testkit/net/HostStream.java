package org.helia.testkit.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.helia.api.net.ByteStream;
import org.helia.api.net.Connection;
import org.helia.api.net.Direction;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;

/** One end of a stream between two hosts. */
final class HostStream implements Stream {
  private final MemoryConnection connection;
  private final String protocol;
  private final Direction direction;
  private final ByteStream bytes;
  private final AtomicBoolean writeEnded = new AtomicBoolean();
  private final AtomicBoolean readEnded = new AtomicBoolean();

  /** A handler and the tasks that it left; the stream ends with the last of them. */
  private final AtomicInteger underWay = new AtomicInteger();

  private volatile boolean handled;

  HostStream(MemoryConnection connection, String protocol, Direction direction, ByteStream bytes) {
    this.connection = connection;
    this.protocol = protocol;
    this.direction = direction;
    this.bytes = bytes;
  }

  void handle(ProtocolHandler handler) {
    handled = true;
    underWay.incrementAndGet();
    run(() -> handler.handle(this));
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      reset();
    } finally {
      if (underWay.decrementAndGet() == 0) {
        close();
      }
    }
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public int read(ByteBuffer target) {
    return bytes.read(target);
  }

  @Override
  public void write(ByteBuffer source) {
    connection.countOut(source.remaining());
    bytes.write(source);
  }

  @Override
  public void closeWrite() {
    bytes.closeWrite();
    writeEnded.set(true);
    forgetIfOver();
  }

  @Override
  public void closeRead() {
    bytes.closeRead();
    readEnded.set(true);
    forgetIfOver();
  }

  private void forgetIfOver() {
    if (writeEnded.get() && readEnded.get()) {
      connection.remove(this);
    }
  }

  @Override
  public void reset() {
    bytes.reset();
    connection.remove(this);
  }

  @Override
  public void close() {
    closeWrite();
    closeRead();
  }

  @Override
  public void timeout(Duration timeout) {
    bytes.timeout(timeout);
  }

  @Override
  public void whenReadable(Runnable task) {
    if (!handled) {
      bytes.whenReadable(task);
      return;
    }
    underWay.incrementAndGet();
    bytes.whenReadable(() -> run(task));
  }
}
