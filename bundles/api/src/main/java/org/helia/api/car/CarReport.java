package org.helia.api.car;

/**
 * What {@link Cars#verify} found.
 *
 * @param info what the file says of itself
 * @param blocks how many sections were read
 * @param bytes the sizes of their blocks summed, in bytes
 * @param faults how many things were wrong
 */
public record CarReport(CarInfo info, long blocks, long bytes, long faults) {}
