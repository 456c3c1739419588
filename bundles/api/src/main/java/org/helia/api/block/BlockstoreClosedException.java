package org.helia.api.block;

/**
 * A blockstore was called after it was closed. {@link Blocks} takes this as a departing store and
 * goes on with the others.
 */
public final class BlockstoreClosedException extends BlockstoreException {
  private static final long serialVersionUID = 1L;

  /**
   * @param store the store's name
   */
  public BlockstoreClosedException(String store) {
    super("blockstore " + store + " is closed");
  }
}
