package org.helia.broker.bitswap.internal.client;

import java.time.Duration;

/**
 * How much is asked of others.
 *
 * @param maxFetchingBytesPerPeer how much may be under way from one peer, as far as sizes can be
 *     guessed
 * @param patience how long a block that nobody has is waited for, in case somebody gets it
 */
public record ClientLimits(long maxFetchingBytesPerPeer, Duration patience) {}
