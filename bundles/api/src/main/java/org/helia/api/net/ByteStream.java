package org.helia.api.net;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bytes in both directions, each of which ends on its own. Reads and writes block, the calling
 * thread's interrupt ends them, and none waits longer than the {@link #timeout}.
 *
 * <p>One thread may read while another writes. {@link #reset} and {@link #close} may be called by
 * any thread at any time and wake those that wait.
 */
@ProviderType
public interface ByteStream extends AutoCloseable {
  /**
   * Reads what is there, at least one byte, and waits while there is none.
   *
   * @param target has room for at least one byte; its position moves
   * @return how many bytes were read, or -1 when the remote has ended its direction
   * @throws StreamResetException when either side has aborted the stream, or reading was closed
   *     here
   * @throws StreamTimeoutException when nothing came in time; the stream stays as it is
   * @throws ConnectionClosedException when the connection is gone
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  int read(ByteBuffer target);

  /**
   * Writes all of the bytes and waits while the remote's window is full. They are on their way, not
   * at the remote, when this returns.
   *
   * @param source emptied; its content is copied, so it may be used again at once
   * @throws StreamResetException when either side has aborted the stream, or this direction has
   *     been ended
   * @throws StreamTimeoutException when the window stayed closed; how much went out is seen by the
   *     position
   * @throws ConnectionClosedException when the connection is gone
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  void write(ByteBuffer source);

  /**
   * Writes all of the bytes if that needs no waiting, and nothing otherwise. A stream may refuse at
   * any time; {@link #write} does not.
   *
   * @param source emptied when they are written; its content is copied
   * @return whether they are written
   * @throws StreamResetException as {@link #write}
   * @throws ConnectionClosedException when the connection is gone
   */
  default boolean tryWrite(ByteBuffer source) {
    return false;
  }

  /** Ends the direction to the remote, after what has been written; reading goes on. */
  void closeWrite();

  /**
   * Drops what the remote sends from now on, as far as the muxer can tell it, and what is unread.
   */
  void closeRead();

  /** Aborts both directions at once, on both sides. Does nothing when the stream has ended. */
  void reset();

  /** {@link #closeWrite} and {@link #closeRead}: orderly for what was written. Never waits. */
  @Override
  void close();

  /**
   * How long one read or write may wait from now on; 60 seconds unless told.
   *
   * @throws IllegalArgumentException when it is not positive
   */
  void timeout(Duration timeout);

  /**
   * Runs a task once, when a {@link #read} would not wait: there are bytes, the end or an error. So
   * an idle stream needs no thread. At most one task waits at a time.
   *
   * @param task called on a thread that may block; what it throws resets the stream
   * @throws IllegalStateException when another task waits already
   */
  void whenReadable(Runnable task);

  /**
   * As {@link #whenReadable(Runnable)}, for protocols that answer at once from what they have:
   * waking a thread for it takes longer than such an answer.
   *
   * @param quick called first, where possible on the thread that has received what is there, which
   *     serves other connections, too: it must not wait. One {@link #read} does not, nor does
   *     {@link #tryWrite}. It returns false when there is more to do; what it throws resets the
   *     stream.
   * @param task called then, on a thread that may block
   * @throws IllegalStateException when another task waits already
   */
  default void whenReadable(BooleanSupplier quick, Runnable task) {
    whenReadable(
        () -> {
          if (!quick.getAsBoolean()) {
            task.run();
          }
        });
  }
}
