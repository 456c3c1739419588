package org.helia.api.net;

import java.util.List;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/**
 * Where a peer may be.
 *
 * @param peer who
 * @param addresses where, without {@code /p2p/…} at the end; may be empty
 */
public record PeerAddresses(PeerId peer, List<Multiaddr> addresses) {
  /** Copies the list. */
  public PeerAddresses {
    addresses = List.copyOf(addresses);
  }
}
