package org.helia.api.crypto;

import org.helia.api.HeliaException;

/** Something could not be signed, agreed on or sealed. */
public class CryptoException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public CryptoException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public CryptoException(String message, Throwable cause) {
    super(message, cause);
  }
}
