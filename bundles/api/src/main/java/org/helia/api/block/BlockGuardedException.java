package org.helia.api.block;

import org.helia.multiformats.Cid;

/** A block was to be deleted that something needs. It was not. */
public final class BlockGuardedException extends BlockException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;

  /**
   * @param reason what goes on after "block … is", as in "pinned recursively"
   */
  public BlockGuardedException(Cid cid, String reason) {
    super("block " + cid + " is " + reason + " and was not deleted");
    this.cid = cid;
  }

  /** The block that stays. */
  public Cid cid() {
    return cid;
  }
}
