package org.helia.api.unixfs;

import java.util.ArrayList;
import java.util.List;

/**
 * Where something is in a tree, seen from its root. The text form begins with a slash; the root
 * itself is {@code /}.
 *
 * @param segments names, outermost first; none for the root
 */
public record TreePath(List<String> segments) {
  /** The root of a tree. */
  public static final TreePath ROOT = new TreePath(List.of());

  /**
   * @throws UnsafeNameException when a segment is empty, {@code .}, {@code ..} or holds a slash or
   *     NUL
   */
  public TreePath {
    segments = List.copyOf(segments);
    for (String segment : segments) {
      boolean unsafe =
          segment.isEmpty()
              || segment.equals(".")
              || segment.equals("..")
              || segment.indexOf('/') >= 0
              || segment.indexOf('\0') >= 0;
      if (unsafe) {
        throw new UnsafeNameException(segment, "a path");
      }
    }
  }

  /**
   * Reads a path, with a slash in front or without. As a shell does, it leaves out empty segments
   * and {@code .}, and {@code ..} takes back the segment before, if there is one.
   *
   * @throws UnsafeNameException when a segment holds NUL
   */
  public static TreePath parse(String text) {
    List<String> segments = new ArrayList<>();
    for (String segment : text.split("/", -1)) {
      if (segment.equals("..")) {
        if (!segments.isEmpty()) {
          segments.remove(segments.size() - 1);
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return new TreePath(segments);
  }

  /** Whether this is the root. */
  public boolean isRoot() {
    return segments.isEmpty();
  }

  /** The last segment; empty for the root. */
  public String name() {
    return isRoot() ? "" : segments.get(segments.size() - 1);
  }

  /** The directory that holds this; the root holds itself. */
  public TreePath parent() {
    return isRoot() ? this : new TreePath(segments.subList(0, segments.size() - 1));
  }

  /** An entry of this directory. */
  public TreePath resolve(String name) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(name);
    return new TreePath(longer);
  }

  /** Whether this is the other path or below it. */
  public boolean startsWith(TreePath other) {
    return segments.size() >= other.segments.size()
        && segments.subList(0, other.segments.size()).equals(other.segments);
  }

  @Override
  public String toString() {
    return "/" + String.join("/", segments);
  }
}
