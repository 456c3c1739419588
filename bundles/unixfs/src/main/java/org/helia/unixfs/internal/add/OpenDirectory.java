package org.helia.unixfs.internal.add;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.helia.api.unixfs.EntryType;
import org.jspecify.annotations.Nullable;

/** A directory on disk of which some entries are still to be added. */
final class OpenDirectory implements Parent {
  private final Path disk;
  private final @Nullable Object fileKey;
  private final String name;
  private final Parent parent;
  private final String path;
  private final Iterator<String> left;
  private final List<Entry> entries;
  private final Reports reports;

  /**
   * @param fileKey tells whether another path leads to the same directory; null if the system
   *     cannot
   * @param name the directory's own
   * @param names those of its entries
   */
  OpenDirectory(
      Path disk,
      @Nullable Object fileKey,
      String name,
      Parent parent,
      List<String> names,
      Reports reports) {
    this.disk = disk;
    this.fileKey = fileKey;
    this.name = name;
    this.parent = parent;
    this.path = parent.pathOf(name);
    this.left = names.iterator();
    this.entries = new ArrayList<>(names.size());
    this.reports = reports;
  }

  Path disk() {
    return disk;
  }

  String name() {
    return name;
  }

  Parent parent() {
    return parent;
  }

  boolean isSameAs(@Nullable Object otherFileKey) {
    return fileKey != null && fileKey.equals(otherFileKey);
  }

  /** The names of the entries that were not visited yet. */
  Iterator<String> left() {
    return left;
  }

  /** The entries that are complete. */
  List<Entry> entries() {
    return entries;
  }

  @Override
  public String pathOf(String entry) {
    return path.isEmpty() ? entry : path + "/" + entry;
  }

  @Override
  public void added(String entry, EntryType type, DagRoot root) {
    reports.added(pathOf(entry), type, root);
    entries.add(new Entry(entry, root));
  }
}
