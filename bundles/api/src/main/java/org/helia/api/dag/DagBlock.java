package org.helia.api.dag;

import org.helia.api.block.Block;

/**
 * A block that a walk has come to.
 *
 * @param block checked
 * @param depth how many links it is away from the root, on the way that was taken
 */
public record DagBlock(Block block, int depth) {}
