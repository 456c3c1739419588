package org.helia.api.unixfs;

import java.time.Duration;

/** An add took longer than it was allowed to. Some of its blocks may have been stored. */
public final class AddTimeoutException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  /**
   * @param timeout what was allowed
   * @param cause what was going on when the time was over
   */
  public AddTimeoutException(Duration timeout, Throwable cause) {
    super("the add was given up: it took longer than " + timeout.toMillis() + " ms", cause);
  }
}
