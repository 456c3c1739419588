package org.helia.api.pin;

/**
 * What {@link Pins#verify} found.
 *
 * @param pins how many pins were looked at
 * @param brokenPins how many of them lack something
 * @param blocks how many blocks were read
 */
public record PinVerification(long pins, long brokenPins, long blocks) {}
