package org.helia.api.routing;

import java.util.Optional;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.peer.PeerId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows where peers are. Register an implementation as a service. Any number of threads may call at
 * once; calls block and are cancelled by interrupting the thread.
 */
@ConsumerType
public interface PeerRouter {
  /** What errors and the shell call it, as in "kad". */
  String name();

  /**
   * Where a peer is.
   *
   * @return empty when it was not found
   * @throws RoutingException when the look-up failed
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  Optional<PeerAddresses> peer(PeerId peer, RoutingOptions options);
}
