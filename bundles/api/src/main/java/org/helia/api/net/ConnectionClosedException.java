package org.helia.api.net;

/** The connection has ended, and its streams with it. */
public final class ConnectionClosedException extends NetException {
  private static final long serialVersionUID = 1L;

  /** Says what was tried and what was found. */
  public ConnectionClosedException(String message) {
    super(message);
  }

  /** Says what was tried and what it failed of. */
  public ConnectionClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
