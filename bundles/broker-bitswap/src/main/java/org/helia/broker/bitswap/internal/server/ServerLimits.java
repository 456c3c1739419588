package org.helia.broker.bitswap.internal.server;

/**
 * How much others may use of this node.
 *
 * @param threads how many peers are answered at once
 * @param maxWantsPerPeer how much of a peer's want list is kept
 * @param maxOutstandingBytesPerPeer how much is read for a peer before it has taken the rest
 * @param maxOutstandingBytes the same for all peers together
 */
public record ServerLimits(
    int threads, int maxWantsPerPeer, long maxOutstandingBytesPerPeer, long maxOutstandingBytes) {}
