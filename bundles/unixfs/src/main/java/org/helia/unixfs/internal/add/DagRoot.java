package org.helia.unixfs.internal.add;

import org.helia.multiformats.Cid;
import org.helia.unixfs.internal.format.Metadata;

/**
 * A node that was stored, with all that is below it.
 *
 * @param size the length of the content in bytes
 * @param dagSize the length of all blocks in bytes, those that occur twice counted twice
 * @param metadata what is stored with it beside the content
 */
record DagRoot(Cid cid, long size, long dagSize, Metadata metadata) {
  /** A node without metadata. */
  DagRoot(Cid cid, long size, long dagSize) {
    this(cid, size, dagSize, Metadata.NONE);
  }
}
