package org.helia.api.block;

import org.helia.multiformats.Cid;

/**
 * No blockstore has the block and nobody who was asked delivered it. What each broker answered is
 * in {@link #getSuppressed()}.
 */
public final class BlockNotFoundException extends BlockException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;

  /**
   * @param asked who was asked, in the reader's words, as in "flatfs, bitswap"
   */
  public BlockNotFoundException(Cid cid, String asked) {
    super("block " + cid + " not found: asked " + asked);
    this.cid = cid;
  }

  /** The block that was asked for. */
  public Cid cid() {
    return cid;
  }
}
