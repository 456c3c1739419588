package org.helia.net.spi.multistream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.helia.api.net.ByteStream;
import org.helia.api.net.NetException;
import org.jspecify.annotations.Nullable;

/** A stream whose protocol is proposed with the first bytes and agreed on before the first read. */
final class LazyStream implements ByteStream {
  /** Less than this goes out in one piece with the proposal; copying more would cost more. */
  private static final int SMALL = 4_096;

  private final ByteStream stream;
  private final Negotiation negotiation;
  private final Supplier<? extends NetException> refused;

  private final ReentrantLock proposing = new ReentrantLock();
  private volatile boolean proposed;
  private volatile boolean agreed;
  private volatile @Nullable NetException failure;

  LazyStream(ByteStream stream, Negotiation negotiation, Supplier<? extends NetException> refused) {
    this.stream = stream;
    this.negotiation = negotiation;
    this.refused = refused;
  }

  @Override
  public int read(ByteBuffer target) {
    propose(ByteBuffer.allocate(0));
    agree();
    return stream.read(target);
  }

  @Override
  public void write(ByteBuffer source) {
    propose(source);
    if (source.hasRemaining()) {
      stream.write(source);
    }
  }

  /** Sends the proposal if that has not been done, and the first data with it if that is small. */
  private void propose(ByteBuffer first) {
    if (proposed) {
      return;
    }
    proposing.lock();
    try {
      if (!proposed) {
        stream.write(opening(first));
        proposed = true;
      }
    } finally {
      proposing.unlock();
    }
  }

  private ByteBuffer opening(ByteBuffer first) {
    byte[] proposal = Message.encode(negotiation.opening());
    if (!first.hasRemaining() || first.remaining() > SMALL) {
      return ByteBuffer.wrap(proposal);
    }
    return ByteBuffer.allocate(proposal.length + first.remaining()).put(proposal).put(first).flip();
  }

  private void agree() {
    if (agreed) {
      return;
    }
    NetException earlier = failure;
    if (earlier != null) {
      throw earlier;
    }
    try {
      if (StreamNegotiation.finish(stream, negotiation).isEmpty()) {
        throw refused.get();
      }
      agreed = true;
    } catch (NetException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void closeWrite() {
    propose(ByteBuffer.allocate(0));
    stream.closeWrite();
  }

  @Override
  public void closeRead() {
    stream.closeRead();
  }

  @Override
  public void reset() {
    stream.reset();
  }

  /** The remote never learns of a stream on which nothing was said. */
  @Override
  public void close() {
    if (proposed) {
      stream.close();
    } else {
      stream.reset();
    }
  }

  @Override
  public void timeout(Duration timeout) {
    stream.timeout(timeout);
  }

  /** The answer is no bytes of the protocol, so it is read first. */
  @Override
  public void whenReadable(Runnable task) {
    propose(ByteBuffer.allocate(0));
    if (agreed || failure != null) {
      stream.whenReadable(task);
    } else {
      stream.whenReadable(() -> agreeThen(task));
    }
  }

  private void agreeThen(Runnable task) {
    try {
      agree();
    } catch (NetException e) {
      task.run();
      return;
    }
    stream.whenReadable(task);
  }
}
