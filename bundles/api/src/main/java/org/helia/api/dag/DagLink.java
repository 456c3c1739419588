package org.helia.api.dag;

import org.helia.multiformats.Cid;

/**
 * A link in a block.
 *
 * @param name its name in DAG-PB; in other codecs the segments that lead to it, joined by slashes.
 *     Empty when it has none
 * @param cid where it leads
 */
public record DagLink(String name, Cid cid) {}
