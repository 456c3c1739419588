package org.helia.api.block;

/**
 * What {@link Blockstores#verify} found.
 *
 * @param blocks how many blocks were read
 * @param bytes their sizes summed, in bytes
 * @param damaged how many of them were not right
 */
public record VerifyReport(long blocks, long bytes, long damaged) {}
