package org.helia.api.unixfs;

import org.helia.multiformats.Cid;

/**
 * A link of a directory. To know what it is, {@link UnixFs#stat} it.
 *
 * @param name its name
 * @param cid where it leads
 * @param dagSize the size of the DAG below in bytes as the directory says it, unverified
 */
public record DirectoryEntry(String name, Cid cid, long dagSize) {}
