/**
 * Network addresses that say which protocols to speak, one {@linkplain
 * org.helia.multiformats.multiaddr.Component component} within the other, from the network inwards.
 *
 * <pre>{@code
 * Multiaddr addr = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001/p2p/12D3KooW…");
 * addr.value(Protocol.TCP);  // "4001"
 * addr.peerId();             // 12D3KooW…
 * }</pre>
 *
 * @see <a href="https://github.com/multiformats/multiaddr">multiaddr specification</a>
 * @see <a href="https://github.com/libp2p/specs/blob/master/addressing/README.md">Addressing in
 *     libp2p</a>
 */
@Export
@Version("1.0.0")
@NullMarked
package org.helia.multiformats.multiaddr;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
