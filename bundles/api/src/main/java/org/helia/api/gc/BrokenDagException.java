package org.helia.api.gc;

import org.helia.multiformats.Cid;

/** A block that a root needs is missing, or its links cannot be followed. Nothing was deleted. */
public final class BrokenDagException extends GcException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;

  /**
   * @param owner of the root, as in "pin bafy…"
   * @param path from the root to the block
   */
  public BrokenDagException(Cid cid, String owner, String path, Throwable cause) {
    super(
        ("nothing was collected: block %s, which %s needs (%s), cannot be followed: %s;"
                + " fetch it, install its codec, or remove that root")
            .formatted(cid, owner, path, cause.getMessage()),
        cause);
    this.cid = cid;
  }

  /** The broken block. */
  public Cid cid() {
    return cid;
  }
}
