/**
 * Who a peer is: {@linkplain org.helia.multiformats.peer.PeerId peer ids} and the encodings of the
 * {@linkplain org.helia.multiformats.peer.PublicKey public} and {@linkplain
 * org.helia.multiformats.peer.PrivateKey private} keys behind them. Nothing here signs or verifies.
 *
 * <pre>{@code
 * PrivateKey key = PrivateKey.fromPem(Files.readString(file));
 * PeerId id = PeerId.of(key.publicKey());
 * id.toString();                  // 12D3KooW…
 * id.toString(Multibase.BASE36);  // k51qzi5uqu5d…, an IPNS name
 * }</pre>
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md">libp2p peer ids
 *     and keys</a>
 */
@Export
@Version("1.0.0")
@NullMarked
package org.helia.multiformats.peer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
