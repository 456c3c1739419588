package org.helia.api.path;

import org.helia.api.HeliaException;

/**
 * A text is not a content path, or a path leads nowhere. The message names the path and the
 * segment.
 */
public class PathException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public PathException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public PathException(String message, Throwable cause) {
    super(message, cause);
  }
}
