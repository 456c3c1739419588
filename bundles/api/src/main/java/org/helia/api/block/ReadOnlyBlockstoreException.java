package org.helia.api.block;

/** A blockstore that only reads was to be changed. It was not. */
public final class ReadOnlyBlockstoreException extends BlockstoreException {
  private static final long serialVersionUID = 1L;

  /**
   * @param store the store's name
   * @param outcome what did not happen, as in "block … stays in it"
   */
  public ReadOnlyBlockstoreException(String store, String outcome) {
    super("blockstore " + store + " is read-only: " + outcome);
  }
}
