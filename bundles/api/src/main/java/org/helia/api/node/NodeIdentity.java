package org.helia.api.node;

import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PublicKey;

/**
 * Who a node is on the network.
 *
 * @param peerId the hash of its public key
 * @param publicKey the key
 * @param agentVersion the name and version it tells others, as in "helia-osgi/1.0.0"
 */
public record NodeIdentity(PeerId peerId, PublicKey publicKey, String agentVersion) {}
