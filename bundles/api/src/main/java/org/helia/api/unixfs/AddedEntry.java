package org.helia.api.unixfs;

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
 */
public record AddedEntry(String path, Cid cid, EntryType type, long size, long dagSize) {}
