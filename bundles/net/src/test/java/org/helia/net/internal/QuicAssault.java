package org.helia.net.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.helia.api.net.NetException;
import org.helia.net.spi.MuxedConnection;
import org.helia.net.spi.MuxedStream;

/**
 * Over QUIC: streams that nobody reads. QUIC itself would end a connection that has more of them
 * than the node allows, so further ones wait until some have ended.
 */
final class QuicAssault implements Assault {
  /** A little fewer than the node allows, so that none has to wait at the library. */
  private static final int AT_ONCE = 1_000;

  private final MuxedConnection connection;
  private final Semaphore streams = new Semaphore(AT_ONCE);
  private volatile boolean answered;

  QuicAssault(MuxedConnection connection) {
    this.connection = connection;
  }

  private void open(byte[][] begin, Consumer<MuxedStream> then) throws InterruptedException {
    boolean mayOpen = false;
    while (!mayOpen && connection.isOpen()) {
      mayOpen = streams.tryAcquire(10, TimeUnit.MILLISECONDS);
    }
    if (!mayOpen) {
      return;
    }
    try {
      MuxedStream stream = connection.open();
      stream.onEnd(this::ended);
      stream.write(ByteBuffer.wrap(Bytes.join(begin)));
      then.accept(stream);
    } catch (NetException e) {
      answered = true; // The node has reset it, or ended the connection.
    }
  }

  private void ended() {
    answered = true;
    streams.release();
  }

  @Override
  public void open(byte[]... begin) throws InterruptedException {
    open(begin, stream -> {});
  }

  @Override
  public void openAndEnd(byte[]... begin) throws InterruptedException {
    open(begin, MuxedStream::closeWrite);
  }

  @Override
  public void openAndReset(byte[]... begin) throws InterruptedException {
    open(begin, MuxedStream::reset);
  }

  /** Nothing is ever read. */
  @Override
  public Assault deaf() {
    return this;
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public boolean isAnswered() {
    return answered;
  }

  @Override
  public void close() {
    connection.close();
  }
}
