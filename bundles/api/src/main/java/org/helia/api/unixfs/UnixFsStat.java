package org.helia.api.unixfs;

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
 */
public record UnixFsStat(
    Cid cid, EntryType type, long size, long dagSize, int blockSize, int links, boolean hamt) {}
