package org.helia.api.gc;

import org.helia.api.HeliaException;

/** A collection could not be done; nothing was deleted that is needed. */
public class GcException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public GcException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public GcException(String message, Throwable cause) {
    super(message, cause);
  }
}
