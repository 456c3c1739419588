package org.helia.api.unixfs;

import java.util.List;

/**
 * Which entries of directories on disk are added. The sources themselves always are.
 *
 * @param hidden whether entries whose names start with a dot are
 * @param emptyDirectories whether directories are in which nothing is to be added
 * @param include patterns of files and symlinks to add; when there are none, all are. Directories
 *     below which nothing matches are left out
 * @param ignore patterns of what is not added, nor anything below it; of those that match the last
 *     counts, and one that begins with an exclamation mark takes back those before it
 * @see <a href="https://git-scm.com/docs/gitignore#_pattern_format">The form of the patterns, that
 *     of .gitignore; a path is relative to the source</a>
 */
public record EntryFilter(
    boolean hidden, boolean emptyDirectories, List<String> include, List<String> ignore) {
  /** All but hidden entries. */
  public static final EntryFilter DEFAULTS = new EntryFilter(false, true, List.of(), List.of());

  /** Takes over the lists. */
  public EntryFilter {
    include = List.copyOf(include);
    ignore = List.copyOf(ignore);
  }

  /** The same, with hidden entries or without. */
  public EntryFilter withHidden(boolean other) {
    return new EntryFilter(other, emptyDirectories, include, ignore);
  }

  /** The same, with empty directories or without. */
  public EntryFilter withEmptyDirectories(boolean other) {
    return new EntryFilter(hidden, other, include, ignore);
  }

  /** The same with other patterns of what is added. */
  public EntryFilter withInclude(List<String> other) {
    return new EntryFilter(hidden, emptyDirectories, other, ignore);
  }

  /** The same with other patterns of what is not added. */
  public EntryFilter withIgnore(List<String> other) {
    return new EntryFilter(hidden, emptyDirectories, include, other);
  }
}
