package org.helia.api.block;

import org.helia.api.HeliaException;

/** The root of what can go wrong with blocks and their stores. */
public class BlockException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public BlockException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public BlockException(String message, Throwable cause) {
    super(message, cause);
  }
}
