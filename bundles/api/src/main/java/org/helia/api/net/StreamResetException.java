package org.helia.api.net;

/** One side has aborted the stream, so what was under way on it is void. */
public final class StreamResetException extends NetException {
  private static final long serialVersionUID = 1L;

  /** Says what was tried and what was found. */
  public StreamResetException(String message) {
    super(message);
  }

  /** Says what was tried and what it failed of. */
  public StreamResetException(String message, Throwable cause) {
    super(message, cause);
  }
}
