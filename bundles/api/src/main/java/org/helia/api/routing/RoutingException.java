package org.helia.api.routing;

import org.helia.api.HeliaException;

/** A look-up failed. What each router that was asked said is in {@link #getSuppressed()}. */
public class RoutingException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** With what was asked and what went wrong. */
  public RoutingException(String message) {
    super(message);
  }

  /** With what was asked, what went wrong and the cause. */
  public RoutingException(String message, Throwable cause) {
    super(message, cause);
  }
}
