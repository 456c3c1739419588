package org.helia.api.car;

/**
 * What an export wrote.
 *
 * @param blocks number of blocks
 * @param bytes length of the whole CAR in bytes
 */
public record CarExport(long blocks, long bytes) {}
