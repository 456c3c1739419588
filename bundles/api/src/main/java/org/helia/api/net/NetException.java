package org.helia.api.net;

import org.helia.api.HeliaException;

/** The root of what goes wrong on the network. */
public class NetException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public NetException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public NetException(String message, Throwable cause) {
    super(message, cause);
  }
}
