package org.helia.api.dag;

import org.helia.multiformats.Cid;

/**
 * A block of a DAG is missing, corrupt, malformed or of a codec that is not present. The message
 * names the block and the way to it; the cause says what is wrong, as {@link
 * org.helia.api.block.BlockNotFoundException}.
 */
public final class BrokenDagException extends DagException {
  private static final long serialVersionUID = 1L;

  private final transient Cid cid;

  /**
   * @param cid the block
   * @param way how it was reached, as in "linked to by bafy…"
   */
  public BrokenDagException(Cid cid, String way, Throwable cause) {
    super("%s (%s)".formatted(cause.getMessage(), way), cause);
    this.cid = cid;
  }

  /** The block. */
  public Cid cid() {
    return cid;
  }
}
