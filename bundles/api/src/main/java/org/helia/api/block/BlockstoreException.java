package org.helia.api.block;

/** A blockstore failed; the message names the store and what it was doing. */
public class BlockstoreException extends BlockException {
  private static final long serialVersionUID = 1L;

  /** An error of the store's own finding. */
  public BlockstoreException(String message) {
    super(message);
  }

  /** An error that another one, as an I/O error, led to. */
  public BlockstoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
