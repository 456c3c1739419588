package org.helia.api;

/**
 * The root of every error that Helia OSGi raises on purpose. Each API package has one family below
 * it, so that callers tell errors apart by type, never by their text.
 *
 * <p>A message names what was asked, what was found and what to do about it.
 */
public class HeliaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public HeliaException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public HeliaException(String message, Throwable cause) {
    super(message, cause);
  }
}
