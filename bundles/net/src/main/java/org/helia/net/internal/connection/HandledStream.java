package org.helia.net.internal.connection;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.helia.api.net.Connection;
import org.helia.api.net.Direction;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that is in the hands of a protocol handler. Ends when the handler has returned and so
 * has every task that it left.
 */
final class HandledStream extends ForwardingStream {
  private static final Logger LOG = LoggerFactory.getLogger(HandledStream.class);

  private final Stream stream;
  private final Consumer<HandledStream> ended;

  /** The handler itself and the tasks that it left, as far as they have not returned. */
  private final AtomicInteger underWay = new AtomicInteger(1);

  /**
   * @param ended called once, when the handler is done with the stream
   */
  HandledStream(Stream stream, Consumer<HandledStream> ended) {
    super(stream);
    this.stream = stream;
    this.ended = ended;
  }

  /** Lets the handler speak. */
  void handle(ProtocolHandler handler) {
    run(() -> handler.handle(this));
  }

  @Override
  public void whenReadable(Runnable task) {
    whenReadable(() -> false, task);
  }

  @Override
  public void whenReadable(BooleanSupplier quick, Runnable task) {
    underWay.incrementAndGet();
    try {
      stream.whenReadable(() -> isDone(quick), () -> run(task));
    } catch (RuntimeException e) {
      leave();
      throw e;
    }
  }

  private boolean isDone(BooleanSupplier quick) {
    underWay.incrementAndGet();
    AtomicBoolean done = new AtomicBoolean(true);
    run(() -> done.set(quick.getAsBoolean()));
    if (done.get()) {
      leave();
    }
    return done.get();
  }

  /** The handler, or a task that it has left; each has been counted as under way. */
  @SuppressWarnings("CatchingUnchecked") // A plugin's code: whatever it throws ends one stream.
  private void run(Runnable task) {
    try {
      task.run();
    } catch (Exception e) {
      LOG.debug("{} is reset as its handler failed", stream, e);
      stream.reset();
    } catch (Error e) {
      stream.reset();
      throw e;
    } finally {
      leave();
    }
  }

  private void leave() {
    if (underWay.decrementAndGet() == 0) {
      stream.close();
      ended.accept(this);
    }
  }

  @Override
  public String protocol() {
    return stream.protocol();
  }

  @Override
  public Connection connection() {
    return stream.connection();
  }

  @Override
  public Direction direction() {
    return stream.direction();
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
