package org.helia.api.block;

/** A blockstore has no room for a block; nothing of the block was kept. */
public final class BlockstoreFullException extends BlockstoreException {
  private static final long serialVersionUID = 1L;

  /** The message names the store, the room it has and the room it would need. */
  public BlockstoreFullException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The message names the store, the room it has and the room it would need. */
  public BlockstoreFullException(String message) {
    super(message);
  }
}
