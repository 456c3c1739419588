package org.helia.shell.internal.command;

import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/**
 * A line of a listing.
 *
 * @param type null when nobody looked
 * @param size the length of the file in bytes, 0 when nobody looked
 */
record LsEntry(String name, Cid cid, @Nullable EntryType type, long size) {
  static LsEntry resolved(DirectoryEntry entry, UnixFsStat stat) {
    return new LsEntry(entry.name(), entry.cid(), stat.type(), stat.size());
  }

  static LsEntry unresolved(DirectoryEntry entry) {
    return new LsEntry(entry.name(), entry.cid(), null, 0);
  }

  boolean isDirectory() {
    return type == EntryType.DIRECTORY;
  }

  /**
   * The number that UnixFS has for the type, as Kubo's JSON shows it.
   *
   * @see <a href="https://specs.ipfs.tech/unixfs/#data-format">UnixFS, data format</a>
   */
  int unixFsType() {
    if (type == null) {
      return 0;
    }
    return switch (type) {
      case DIRECTORY -> 1;
      case FILE -> 2;
      case SYMLINK -> 4;
    };
  }
}
