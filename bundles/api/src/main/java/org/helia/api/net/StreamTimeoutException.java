package org.helia.api.net;

/** A read or write of a stream waited longer than it may. */
public final class StreamTimeoutException extends NetException {
  private static final long serialVersionUID = 1L;

  /** Says what was tried and what was found. */
  public StreamTimeoutException(String message) {
    super(message);
  }

  /** Says what was tried and what it failed of. */
  public StreamTimeoutException(String message, Throwable cause) {
    super(message, cause);
  }
}
