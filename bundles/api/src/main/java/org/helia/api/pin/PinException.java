package org.helia.api.pin;

import org.helia.api.HeliaException;

/** The root of what can go wrong with pins. */
public class PinException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public PinException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public PinException(String message, Throwable cause) {
    super(message, cause);
  }
}
