package org.helia.api.car;

import org.helia.api.HeliaException;

/** The root of what can go wrong with CAR streams. */
public class CarException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public CarException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public CarException(String message, Throwable cause) {
    super(message, cause);
  }
}
