package org.helia.api.mfs;

import org.helia.api.HeliaException;

/**
 * What can go wrong with the mutable file system as a whole, or with how it was asked. What is
 * wrong with a single path is a {@link org.helia.api.unixfs.UnixFsException}.
 */
public class MfsException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public MfsException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public MfsException(String message, Throwable cause) {
    super(message, cause);
  }
}
