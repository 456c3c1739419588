package org.helia.api.block;

/**
 * A block that came from outside the node.
 *
 * @param block the block, hashed
 * @param from who delivered it, as in a peer id or the URL of a gateway
 */
public record FetchedBlock(CheckedBlock block, String from) {}
