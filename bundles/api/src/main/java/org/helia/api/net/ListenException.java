package org.helia.api.net;

/** An address cannot be listened on. */
public final class ListenException extends NetException {
  private static final long serialVersionUID = 1L;

  /** Says what was tried and what was found. */
  public ListenException(String message) {
    super(message);
  }

  /** Says what was tried and what it failed of. */
  public ListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
