package org.helia.net.spi.contract;

import org.helia.net.spi.MuxedConnection;

/**
 * Both ends of one connection.
 *
 * @param left the side that dialled
 * @param leftScope where it counts
 * @param right the side that listened
 * @param rightScope where that counts
 */
public record Ends(
    MuxedConnection left,
    RecordingScope leftScope,
    MuxedConnection right,
    RecordingScope rightScope) {}
