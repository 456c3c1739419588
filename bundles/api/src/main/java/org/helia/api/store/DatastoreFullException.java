package org.helia.api.store;

/** A datastore has no room for a change; nothing was changed. */
public final class DatastoreFullException extends DatastoreException {
  private static final long serialVersionUID = 1L;

  /** The message names the store, the room it has and the room it would need. */
  public DatastoreFullException(String message) {
    super(message);
  }
}
