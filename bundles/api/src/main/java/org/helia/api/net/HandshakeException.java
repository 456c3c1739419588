package org.helia.api.net;

/** The peers could not agree on how to talk, or the remote did not prove who it is. */
public final class HandshakeException extends NetException {
  private static final long serialVersionUID = 1L;

  /** Says what was tried and what was found. */
  public HandshakeException(String message) {
    super(message);
  }

  /** Says what was tried and what it failed of. */
  public HandshakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
