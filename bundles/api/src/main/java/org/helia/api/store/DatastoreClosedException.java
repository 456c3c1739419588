package org.helia.api.store;

/**
 * A datastore was called after it was closed. {@link Datastores} takes this as a departing store
 * and waits for it to come back.
 */
public final class DatastoreClosedException extends DatastoreException {
  private static final long serialVersionUID = 1L;

  /**
   * @param store the store's name
   */
  public DatastoreClosedException(String store) {
    super("datastore " + store + " is closed");
  }
}
