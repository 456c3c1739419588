package org.helia.api.dag;

import java.util.List;
import org.helia.multiformats.Cid;

/**
 * Where a path leads.
 *
 * @param cid the last block on the way
 * @param remainder the segments that lead on within that block; none when the path leads to the
 *     block itself
 */
public record ResolvedPath(Cid cid, List<String> remainder) {
  /** Keeps its own copy of the list. */
  public ResolvedPath {
    remainder = List.copyOf(remainder);
  }

  /** The CID and the remaining segments, as {@code bafy…/a/b}. */
  @Override
  public String toString() {
    return remainder.isEmpty() ? cid.toString() : cid + "/" + String.join("/", remainder);
  }
}
