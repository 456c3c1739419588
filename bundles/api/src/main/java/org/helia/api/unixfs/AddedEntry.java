package org.helia.api.unixfs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.helia.multiformats.Cid;

/**
 * Something that was added.
 *
 * @param path its name within the add, segments joined by slashes; empty for an unnamed stream or a
 *     wrapping directory
 * @param cid its root
 * @param type what it is
 * @param size the length of its content in bytes; for a directory the sum of its entries
 * @param dagSize the size of its whole DAG in bytes, blocks that occur twice counted twice
 * @param mode the permissions that were stored with it, 0 to 07777; empty when none were
 * @param mtime the time of change that was stored with it; empty when none was
 */
public record AddedEntry(
    String path,
    Cid cid,
    EntryType type,
    long size,
    long dagSize,
    OptionalInt mode,
    Optional<Instant> mtime) {
  /** An entry without mode and time of change. */
  public AddedEntry(String path, Cid cid, EntryType type, long size, long dagSize) {
    this(path, cid, type, size, dagSize, OptionalInt.empty(), Optional.empty());
  }
}
