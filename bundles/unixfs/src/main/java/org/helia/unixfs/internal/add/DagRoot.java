package org.helia.unixfs.internal.add;

import org.helia.multiformats.Cid;

/**
 * A node that was stored, with all that is below it.
 *
 * @param size the length of the content in bytes
 * @param dagSize the length of all blocks in bytes, those that occur twice counted twice
 */
record DagRoot(Cid cid, long size, long dagSize) {}
