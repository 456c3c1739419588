package org.helia.api.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/**
 * Somebody who says to have some content. Nobody has checked it.
 *
 * @param peer who; an HTTP gateway may have none
 * @param addresses where, without {@code /p2p/…} at the end; may be empty when the peer is known
 * @param protocols how it gives the content out, as in "transport-bitswap" or
 *     "transport-ipfs-gateway-http"; empty when that is not known
 * @see <a href="https://specs.ipfs.tech/routing/http-routing-v1/#peer-schema">the peer schema of
 *     delegated routing</a>
 */
public record Provider(Optional<PeerId> peer, List<Multiaddr> addresses, Set<String> protocols) {
  /** Speaks Bitswap. */
  public static final String BITSWAP = "transport-bitswap";

  /** Is a trustless HTTP gateway. */
  public static final String GATEWAY_HTTP = "transport-ipfs-gateway-http";

  /** Copies the collections. */
  public Provider {
    addresses = List.copyOf(addresses);
    protocols = Set.copyOf(protocols);
  }
}
