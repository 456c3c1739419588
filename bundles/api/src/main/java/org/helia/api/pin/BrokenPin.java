package org.helia.api.pin;

import org.helia.multiformats.Cid;

/**
 * A block that a pin needs and the node does not have right.
 *
 * @param pin the root of the pin
 * @param block what is missing or damaged
 * @param reason what is wrong with it
 */
public record BrokenPin(Cid pin, Cid block, String reason) {}
