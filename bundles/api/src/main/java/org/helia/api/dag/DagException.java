package org.helia.api.dag;

import org.helia.api.HeliaException;

/** The root of what can go wrong with DAGs. */
public class DagException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public DagException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public DagException(String message, Throwable cause) {
    super(message, cause);
  }
}
