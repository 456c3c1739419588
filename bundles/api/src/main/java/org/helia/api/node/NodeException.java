package org.helia.api.node;

import org.helia.api.HeliaException;

/** The node itself is not as it should be; the message names the file or the part at fault. */
public final class NodeException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public NodeException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public NodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
