package org.helia.api.pin;

import org.helia.multiformats.Cid;

/** A DAG cannot be pinned as a block of it is not to be had. What was fetched of it stays. */
public final class IncompleteDagException extends PinException {
  private static final long serialVersionUID = 1L;

  private final transient Cid block;

  /**
   * @param block what is missing
   * @param path the way from the root to the block
   */
  public IncompleteDagException(Cid root, Cid block, String path, Throwable cause) {
    super(
        "%s was not pinned: block %s (%s) cannot be had: %s"
            .formatted(root, block, path, cause.getMessage()),
        cause);
    this.block = block;
  }

  /** What is missing. */
  public Cid block() {
    return block;
  }
}
