package org.helia.api.crypto;

/** A sealed frame was changed on its way, or sealed with another key or nonce. */
public final class NotAuthenticException extends CryptoException {
  private static final long serialVersionUID = 1L;

  /** An error that the implementation reported. */
  public NotAuthenticException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An error of our own finding. */
  public NotAuthenticException(String message) {
    super(message);
  }
}
