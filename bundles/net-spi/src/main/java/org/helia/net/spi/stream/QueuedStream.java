package org.helia.net.spi.stream;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.Direction;
import org.helia.api.net.NetException;
import org.helia.api.net.StreamResetException;
import org.helia.net.spi.MuxedStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream whose reads take from a queue that the event loop fills, and whose writes wait for
 * credit and then go to the event loop. Knows which directions have ended; a muxer says how that
 * looks on the wire.
 *
 * <p>The {@code send…} methods are called one at a time, in the order in which they have to reach
 * the remote, on any thread, and must not wait; none follows {@link #sendEnd} but {@link
 * #sendReset}, and none at all follows that.
 */
public abstract class QueuedStream implements MuxedStream {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedStream.class);
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  private final Direction direction;
  private final ReadQueue in;
  private final Credit credit;
  private volatile Duration timeout = DEFAULT_TIMEOUT;

  /** Held for moments only: around the state below and handing something to the event loop. */
  private final ReentrantLock state = new ReentrantLock();

  private volatile FairBudget.@Nullable Turn turn;
  private boolean readEnded;
  private volatile boolean writeEnded;
  private boolean ended;
  private @Nullable Runnable endTask;

  /**
   * @param workers runs tasks that wait for the stream
   * @param credit how many bytes may be sent; the muxer adds to it
   * @param memory what waits to be read is taken from it
   */
  protected QueuedStream(
      Direction direction, Executor workers, Credit credit, MemoryAccount memory) {
    this.direction = direction;
    this.in = new ReadQueue(workers, memory);
    this.credit = credit;
  }

  /** The most bytes that {@link #prepare} takes. */
  protected abstract int maxChunk();

  /**
   * Copies bytes into a buffer of its own, after it has got room for them.
   *
   * @param source has at least so many bytes; its position moves by so many
   * @param rooms where room in what streams share comes from
   * @return null when there is none, or this direction has ended meanwhile
   */
  protected abstract @Nullable ByteBuf prepare(ByteBuffer source, int size, Rooms rooms);

  /** How a writer gets its part of what streams share: some wait for it. */
  @FunctionalInterface
  protected interface Rooms {
    /**
     * Takes some.
     *
     * @return whether it was granted
     */
    boolean take(FairBudget budget, int amount);
  }

  /** Sends bytes, and releases them. */
  protected abstract void send(ByteBuf chunk);

  /** Says that nothing more will be sent. */
  protected abstract void sendEnd();

  /** Says that nothing more will be read; where the wire cannot say that, does nothing. */
  protected abstract void sendStop();

  /** Says that the stream is void. */
  protected abstract void sendReset();

  /** The reader has taken so many bytes, so the remote may send as many again. */
  protected abstract void consumed(int bytes);

  /** Whether nothing more can be written. */
  protected final boolean isWritingEnded() {
    return writeEnded;
  }

  /** Waits until it is granted, or until writing has ended. */
  private boolean await(FairBudget budget, int amount) {
    Optional<FairBudget.Turn> asked = budget.ask(amount);
    if (asked.isEmpty()) {
      return true;
    }
    FairBudget.Turn mine = asked.get();
    turn = mine;
    if (writeEnded) {
      mine.cancel();
    }
    try {
      return mine.await(timeout);
    } finally {
      turn = null;
    }
  }

  private void cancelTurn() {
    FairBudget.Turn mine = turn;
    if (mine != null) {
      mine.cancel();
    }
  }

  /** Both directions have ended. Called once. */
  protected abstract void finished();

  @Override
  public final Direction direction() {
    return direction;
  }

  @Override
  public final int read(ByteBuffer target) {
    int size = in.read(target, timeout);
    if (size > 0) {
      consumed(size);
    }
    return size;
  }

  @Override
  public final void write(ByteBuffer source) {
    while (source.hasRemaining()) {
      int size = credit.take(Math.min(source.remaining(), maxChunk()), timeout);
      int before = source.position();
      ByteBuf chunk = prepareOrReturn(source, size, this::await);
      if (chunk == null || !sendUnlessEnded(chunk)) {
        source.position(before); // and the next turn says why it has ended
      }
    }
  }

  @Override
  public final boolean tryWrite(ByteBuffer source) {
    int size = source.remaining();
    if (size > maxChunk() || !credit.tryTake(size)) {
      return false;
    }
    int before = source.position();
    ByteBuf chunk = prepareOrReturn(source, size, FairBudget::tryTake);
    if (chunk == null) {
      credit.add(size);
      return false;
    }
    if (!sendUnlessEnded(chunk)) {
      source.position(before);
      write(source); // says why it has ended
    }
    return true;
  }

  private @Nullable ByteBuf prepareOrReturn(ByteBuffer source, int size, Rooms rooms) {
    try {
      return prepare(source, size, rooms);
    } catch (RuntimeException e) {
      credit.add(size);
      throw e;
    }
  }

  private boolean sendUnlessEnded(ByteBuf chunk) {
    state.lock();
    try {
      if (writeEnded) {
        discard(chunk);
        return false;
      }
      send(chunk);
      return true;
    } finally {
      state.unlock();
    }
  }

  /** Gives back what {@link #prepare} made when it is not to be sent after all. */
  protected void discard(ByteBuf chunk) {
    chunk.release();
  }

  /** How long a wait may last. */
  protected final Duration timeout() {
    return timeout;
  }

  @Override
  public final void timeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive, not " + timeout);
    }
    this.timeout = timeout;
  }

  @Override
  public final void whenReadable(Runnable task) {
    whenReadable(() -> false, task);
  }

  @Override
  public final void whenReadable(BooleanSupplier quick, Runnable task) {
    in.whenReadable(() -> isDoneOrReset(quick), () -> runOrReset(task));
  }

  private boolean isDoneOrReset(BooleanSupplier quick) {
    AtomicBoolean done = new AtomicBoolean(true);
    runOrReset(() -> done.set(quick.getAsBoolean()));
    return done.get();
  }

  @SuppressWarnings("CatchingUnchecked") // The task is somebody else's.
  private void runOrReset(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.debug("{} is reset because what read it failed", this, e);
      reset();
    }
  }

  @Override
  public final void closeWrite() {
    change(
        () -> {
          if (!writeEnded) {
            writeEnded = true;
            credit.fail(QueuedStream::cannotWrite);
            sendEnd();
          }
        });
  }

  @Override
  public final void closeRead() {
    change(
        () -> {
          if (!readEnded) {
            readEnded = true;
            sendStop();
          }
        });
    in.drop(() -> new StreamResetException("cannot read: reading was closed on this side"));
  }

  @Override
  public final void close() {
    closeWrite();
    closeRead();
  }

  @Override
  public final void reset() {
    reset(() -> new StreamResetException("the stream was reset on this side"));
  }

  private void reset(Supplier<NetException> error) {
    change(
        () -> {
          if (!ended) {
            endBoth(error);
            sendReset();
          }
        });
    in.drop(error);
  }

  /**
   * The remote sent bytes; those that nobody wants any more are skipped. Resets the stream when
   * there is no memory for them. {@link #receivedAll} has to follow.
   */
  public final void received(ByteBuf from, int size) {
    if (!in.add(from, size)) {
      reset(
          () ->
              new StreamResetException(
                  "what the remote sent is not read, and there is no memory for more of it"));
    }
  }

  /**
   * Nothing more has come for the moment, so who waits for a few bytes gets them. Waking for each
   * frame of a fast sender would cost more than the frame.
   */
  public final void receivedAll() {
    in.flush();
  }

  /** The remote will send nothing more. */
  public final void receivedEnd() {
    in.end();
    change(() -> readEnded = true);
  }

  /** The remote takes nothing more. */
  public final void receivedStop() {
    change(
        () -> {
          if (!writeEnded) {
            writeEnded = true;
            credit.fail(QueuedStream::resetByRemote);
          }
        });
  }

  /** The remote made the stream void. */
  public final void receivedReset() {
    abort(QueuedStream::resetByRemote);
  }

  /**
   * The connection has ended, perhaps by an error. What waits for the stream is run to learn it,
   * unless the workers have ended before, as they have when the muxer goes.
   */
  public final void connectionEnded(@Nullable Throwable cause) {
    try {
      abort(() -> connectionClosed(cause));
    } catch (RejectedExecutionException e) {
      LOG.debug("nobody is left to tell that {} has ended", this, e);
      in.drop(() -> connectionClosed(cause));
    }
  }

  private static NetException connectionClosed(@Nullable Throwable cause) {
    return cause == null
        ? new ConnectionClosedException("the connection was closed")
        : new ConnectionClosedException("the connection has ended: " + cause.getMessage(), cause);
  }

  private void abort(Supplier<NetException> error) {
    change(() -> endBoth(error));
    in.fail(error);
  }

  private void endBoth(Supplier<NetException> error) {
    readEnded = true;
    writeEnded = true;
    credit.fail(error);
  }

  /** Changes the state, and sees whether the stream has ended with that. */
  private void change(Runnable change) {
    boolean over;
    Runnable task;
    state.lock();
    try {
      change.run();
      over = readEnded && writeEnded && !ended;
      ended |= over;
      task = over ? endTask : null;
    } finally {
      state.unlock();
    }
    if (writeEnded) {
      cancelTurn();
    }
    if (over) {
      finished();
    }
    if (task != null) {
      task.run();
    }
  }

  @Override
  public final void onEnd(Runnable task) {
    boolean now;
    state.lock();
    try {
      endTask = task;
      now = ended;
    } finally {
      state.unlock();
    }
    if (now) {
      task.run();
    }
  }

  private static StreamResetException cannotWrite() {
    return new StreamResetException("cannot write: writing was closed on this side");
  }

  private static StreamResetException resetByRemote() {
    return new StreamResetException("the remote reset the stream");
  }

  @Override
  public String toString() {
    return "stream " + id();
  }
}
