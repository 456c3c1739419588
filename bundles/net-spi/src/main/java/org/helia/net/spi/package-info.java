/**
 * What carries connections: transports, secure channels and muxers, in terms of Netty's channels.
 *
 * <p>A transport makes a raw channel and hands it to {@link
 * org.helia.net.spi.ConnectionSetup#upgrade}, which agrees on a {@link
 * org.helia.net.spi.SecureChannel} and a {@link org.helia.net.spi.Muxer} with the remote and lets
 * each add its handlers at the end of the channel's pipeline. A transport that encrypts and muxes
 * by itself, as QUIC does, calls {@link org.helia.net.spi.ConnectionSetup#established} instead.
 *
 * <p>Everything here is called on event loops unless it says otherwise, and never waits.
 *
 * @see <a href="https://github.com/libp2p/specs/tree/master/connections">libp2p connections</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.net.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
