package org.helia.net.spi.stream;

import java.util.Optional;
import org.helia.net.spi.MuxedConnection.EndListener;
import org.jspecify.annotations.Nullable;

/** Tells the end of a connection once, whichever comes first: the end or who wants to know. */
public final class EndSignal {
  private @Nullable EndListener listener;
  private boolean ended;
  private @Nullable Throwable cause;

  /** Made by a connection that has begun. */
  public EndSignal() {}

  /**
   * The connection has ended; only the first call counts.
   *
   * @param error what ended it; null when that was in an orderly way
   */
  public void ended(@Nullable Throwable error) {
    EndListener told;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      cause = error;
      told = listener;
    }
    if (told != null) {
      told.ended(Optional.ofNullable(error));
    }
  }

  /** Has the end told to somebody, at once when it has come. */
  public void listen(EndListener task) {
    Optional<Throwable> error;
    synchronized (this) {
      listener = task;
      if (!ended) {
        return;
      }
      error = Optional.ofNullable(cause);
    }
    task.ended(error);
  }
}
