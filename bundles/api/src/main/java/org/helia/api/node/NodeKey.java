package org.helia.api.node;

import org.helia.multiformats.peer.PrivateKey;
import org.osgi.annotation.versioning.ProviderType;

/** The key by which the node proves who it is. For those who speak for the node on the network. */
@ProviderType
public interface NodeKey {
  /**
   * The key; made at the first start of the node, always the same from then on.
   *
   * @throws NodeException when it cannot be read or made
   */
  PrivateKey privateKey();
}
