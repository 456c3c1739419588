package org.helia.api.unixfs;

import org.helia.api.HeliaException;

/**
 * The root of what can go wrong with files and directories. The message names the path or the CID.
 */
public class UnixFsException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public UnixFsException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public UnixFsException(String message, Throwable cause) {
    super(message, cause);
  }
}
