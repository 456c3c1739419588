package org.helia.api.ipld;

import java.util.Objects;
import org.helia.multiformats.Cid;

/**
 * A link to a block.
 *
 * @param cid the block
 */
public record LinkNode(Cid cid) implements Node {
  /** Refuses null. */
  public LinkNode {
    Objects.requireNonNull(cid, "cid");
  }

  @Override
  public Kind kind() {
    return Kind.LINK;
  }
}
