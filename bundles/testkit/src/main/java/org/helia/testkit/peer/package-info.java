/**
 * Real peers of other implementations as processes that a test steers: a Helia with Bitswap, a
 * js-libp2p with QUIC, a go-libp2p. {@code itests/peers/install} brings them and says the
 * properties that name them; without its property a test of a peer is skipped.
 *
 * <pre>{@code
 * @EnabledIfSystemProperty(named = RemotePeer.HELIA, matches = ".+")
 * class HeliaBlocksTest {
 *   @Test
 *   void get_blockOfHelia_isTheSame() {
 *     try (RemotePeer helia = RemotePeer.start(RemotePeer.HELIA)) {
 *       String cid = helia.call("put-block", Map.of("base64", "aGVsbG8=")).asText();
 *       host.connect(helia.at("/ws"), DialOptions.DEFAULTS);
 *       assertThat(blocks.get(Cid.parse(cid))).isEqualTo(hello);
 *     }
 *   }
 * }
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.peer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
