package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Set;
import org.helia.api.net.Host;
import org.helia.api.net.NetException;
import org.helia.api.net.PeerStore.Identified;
import org.helia.multiformats.peer.PeerId;

/**
 * Talks to peers in a protocol that they may not speak. A peer that does not often just ends the
 * stream, as data comes along with the proposal; what it said of itself tells the reason.
 */
final class Spoken {
  private Spoken() {}

  /** A conversation. */
  @FunctionalInterface
  interface Talk {
    /** Talks. */
    void run() throws IOException;
  }

  /**
   * Talks.
   *
   * @throws NetException when that fails; it says so when the peer does not speak the protocol
   */
  static void with(Host host, PeerId peer, String protocol, Talk talk) throws IOException {
    try {
      talk.run();
    } catch (NetException e) {
      Set<String> spoken =
          host.peers()
              .get(peer)
              .flatMap(known -> known.identified().map(Identified::protocols))
              .orElse(Set.of());
      if (spoken.isEmpty() || spoken.contains(protocol)) {
        throw e;
      }
      throw new NetException("peer %s does not speak %s".formatted(peer, protocol), e);
    }
  }
}
