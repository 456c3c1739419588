package org.helia.unixfs.internal.add;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.helia.api.unixfs.EntryType;
import org.helia.unixfs.internal.format.Metadata;
import org.jspecify.annotations.Nullable;

/** A directory on disk of which some entries are still to be added. */
final class OpenDirectory implements Parent {
  private final Path disk;
  private final @Nullable Object fileKey;
  private final Place place;
  private final String path;
  private final Iterator<String> left;
  private final List<Entry> entries;
  private final Reports reports;
  private boolean admittedAny;

  /**
   * Where a directory belongs, and what is stored with it.
   *
   * @param name the directory's own
   * @param inSource its path within the source, empty for the source itself
   */
  record Place(String name, String inSource, Parent parent, Metadata metadata) {}

  /**
   * @param fileKey tells whether another path leads to the same directory; null if the system
   *     cannot
   * @param names those of its entries
   */
  OpenDirectory(
      Path disk, @Nullable Object fileKey, Place place, List<String> names, Reports reports) {
    this.disk = disk;
    this.fileKey = fileKey;
    this.place = place;
    this.path = place.parent().pathOf(place.name());
    this.left = names.iterator();
    this.entries = new ArrayList<>(names.size());
    this.reports = reports;
  }

  Path disk() {
    return disk;
  }

  String name() {
    return place.name();
  }

  Parent parent() {
    return place.parent();
  }

  Metadata metadata() {
    return place.metadata();
  }

  /** Whether it was named by the caller and not found in another directory. */
  boolean isSource() {
    return place.inSource().isEmpty();
  }

  /** Where an entry is within the source, segments joined by slashes. */
  String pathInSource(String entry) {
    return isSource() ? entry : place.inSource() + "/" + entry;
  }

  boolean isSameAs(@Nullable Object otherFileKey) {
    return fileKey != null && fileKey.equals(otherFileKey);
  }

  /** The names of the entries that were not visited yet. */
  Iterator<String> left() {
    return left;
  }

  /** Notes that an entry is to be added. */
  void admit() {
    admittedAny = true;
  }

  /** Whether any entry was to be added, even if nothing came of it. */
  boolean admittedAny() {
    return admittedAny;
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
