package org.helia.api.unixfs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.helia.multiformats.Cid;

/**
 * What a path leads to.
 *
 * @param cid its root
 * @param type what it is
 * @param size the length of a file's content or of a symlink's target in bytes; 0 for a directory
 * @param dagSize the size of the whole DAG in bytes as the root block says it, unverified
 * @param blockSize the size of the root block in bytes
 * @param links how many links the root block has
 * @param hamt whether it is a directory stored as a HAMT
 * @param mode its permissions, 0 to 07777; empty when none are stored
 * @param mtime when it was changed; empty when that is not stored. What lies outside of the range
 *     of {@link Instant} is told as the nearest one within
 */
public record UnixFsStat(
    Cid cid,
    EntryType type,
    long size,
    long dagSize,
    int blockSize,
    int links,
    boolean hamt,
    OptionalInt mode,
    Optional<Instant> mtime) {}
