/**
 * How both ends agree on what to speak next: multistream-select 1.0, on raw channels and on
 * streams.
 *
 * <p>{@link org.helia.net.spi.multistream.NegotiationHandler} does it in a channel's pipeline,
 * {@link org.helia.net.spi.multistream.StreamNegotiation} with blocking calls on a stream:
 *
 * <pre>{@code
 * ByteStream ping = StreamNegotiation.lazily(stream, "/ipfs/ping/1.0.0", refused);
 * ping.write(question); // goes out together with the proposal
 * ping.read(answer); // checks first that the remote agrees
 * }</pre>
 *
 * @see <a href="https://github.com/multiformats/multistream-select">multistream-select</a>
 * @see <a href="https://github.com/libp2p/specs/blob/master/connections/README.md">its use in
 *     libp2p</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.net.spi.multistream;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
