package org.helia.unixfs.internal.add;

import java.util.List;
import java.util.Optional;
import org.helia.api.unixfs.EntryFilter;

/** Decides which entries of directories on disk are added. */
final class TreeFilter {
  private final EntryFilter wanted;
  private final List<PathPattern> include;
  private final List<PathPattern> ignore;

  TreeFilter(EntryFilter wanted) {
    this.wanted = wanted;
    this.include = patterns(wanted.include());
    this.ignore = patterns(wanted.ignore());
  }

  private static List<PathPattern> patterns(List<String> lines) {
    return lines.stream().map(PathPattern::parse).flatMap(Optional::stream).toList();
  }

  /** Whether names that begin with a dot are added. */
  boolean hidden() {
    return wanted.hidden();
  }

  /**
   * Whether an entry is to be added or, if it is a directory, looked into.
   *
   * @param path within the source, segments joined by slashes
   */
  boolean admits(String path, boolean directory) {
    return !isIgnored(path, directory)
        && (directory || include.isEmpty() || isIncluded(path, false));
  }

  /** The last pattern that matches decides. */
  private boolean isIgnored(String path, boolean directory) {
    for (int i = ignore.size() - 1; i >= 0; i--) {
      PathPattern pattern = ignore.get(i);
      if (pattern.matches(path, directory)) {
        return !pattern.negated();
      }
    }
    return false;
  }

  /** What is below a directory that matches is included with it. */
  private boolean isIncluded(String path, boolean directory) {
    for (int i = include.size() - 1; i >= 0; i--) {
      PathPattern pattern = include.get(i);
      if (pattern.matches(path, directory)) {
        return !pattern.negated();
      }
    }
    int parent = path.lastIndexOf('/');
    return parent > 0 && isIncluded(path.substring(0, parent), true);
  }

  /** Whether a directory that is complete is not to be added. */
  boolean leavesOut(OpenDirectory directory) {
    boolean unwanted =
        !include.isEmpty() || (!wanted.emptyDirectories() && !directory.admittedAny());
    return unwanted && directory.entries().isEmpty();
  }
}
