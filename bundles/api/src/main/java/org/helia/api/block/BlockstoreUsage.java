package org.helia.api.block;

/**
 * How much a blockstore holds.
 *
 * @param blocks number of blocks
 * @param bytes sum of their sizes in bytes, without the store's own overhead
 */
public record BlockstoreUsage(long blocks, long bytes) {}
