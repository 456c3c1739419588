package org.helia.api.key;

import org.helia.api.HeliaException;

/** A key could not be kept, found or read; the message names it. */
public class KeyException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public KeyException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public KeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
