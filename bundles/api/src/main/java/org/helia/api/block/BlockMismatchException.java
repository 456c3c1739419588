package org.helia.api.block;

import org.helia.multiformats.Cid;

/** Bytes do not hash to the CID they were given for. They were neither stored nor returned. */
public final class BlockMismatchException extends BlockException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;

  /**
   * @param source where the bytes came from, as in "blockstore flatfs"
   * @param size how many bytes came
   */
  public BlockMismatchException(Cid cid, String source, int size) {
    super(
        "the %d bytes that %s gave for block %s do not match its hash; they were discarded"
            .formatted(size, source, cid));
    this.cid = cid;
  }

  /** The block that was asked for. */
  public Cid cid() {
    return cid;
  }
}
