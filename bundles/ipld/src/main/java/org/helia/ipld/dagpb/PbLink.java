package org.helia.ipld.dagpb;

import java.util.Objects;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * A link of a DAG-PB node. An absent name or size differs from an empty one: the bytes, and so the
 * CID of the node, are others.
 *
 * @param name null when the link has none
 * @param cid the block that is linked to
 * @param tsize what the whole DAG below the link is said to take, in bytes; {@link #NO_TSIZE} when
 *     the link does not say
 */
public record PbLink(@Nullable String name, Cid cid, long tsize) {
  /** In the place of a size that is absent. */
  public static final long NO_TSIZE = -1;

  /**
   * @throws IllegalArgumentException when the size is negative and not {@link #NO_TSIZE}
   */
  public PbLink {
    Objects.requireNonNull(cid, "cid");
    if (tsize < NO_TSIZE) {
      throw new IllegalArgumentException("the size of a link cannot be negative: " + tsize);
    }
  }

  /** A link with neither a name nor a size. */
  public static PbLink to(Cid cid) {
    return new PbLink(null, cid, NO_TSIZE);
  }

  /** Whether the link says how large the DAG below it is. */
  public boolean hasTsize() {
    return tsize != NO_TSIZE;
  }

  /** The name, or the empty text when there is none. */
  public String nameOrEmpty() {
    return name == null ? "" : name;
  }
}
