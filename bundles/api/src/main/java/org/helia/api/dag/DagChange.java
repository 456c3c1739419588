package org.helia.api.dag;

import java.util.List;
import org.helia.api.ipld.Node;
import org.jspecify.annotations.Nullable;

/**
 * A place where two DAGs differ, or where one is to be changed. Either value may be a link.
 *
 * @param path the segments that lead there, across blocks; none for the root itself. In DAG-PB
 *     blocks whose links all have different names a segment is such a name
 * @param before what is there in the one; null when nothing is
 * @param after what is there in the other; null when nothing is
 */
public record DagChange(List<String> path, @Nullable Node before, @Nullable Node after) {
  /** What kind of change it is. */
  public enum Kind {
    /** There is something where nothing was. */
    ADDED,
    /** There is nothing any more. */
    REMOVED,
    /** There is something else. */
    CHANGED
  }

  /**
   * @throws IllegalArgumentException when there is nothing before and nothing after
   */
  public DagChange {
    path = List.copyOf(path);
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change needs a value before or after it");
    }
  }

  /** What kind of change it is. */
  public Kind kind() {
    if (before == null) {
      return Kind.ADDED;
    }
    return after == null ? Kind.REMOVED : Kind.CHANGED;
  }
}
