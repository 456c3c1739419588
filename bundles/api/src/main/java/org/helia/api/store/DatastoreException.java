package org.helia.api.store;

import org.helia.api.HeliaException;

/** A datastore failed; the message names the store and what it was doing. */
public class DatastoreException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of the store's own finding. */
  public DatastoreException(String message) {
    super(message);
  }

  /** An error that another one, as an I/O error, led to. */
  public DatastoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
