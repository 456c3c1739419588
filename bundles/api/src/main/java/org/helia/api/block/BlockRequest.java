package org.helia.api.block;

import java.util.Optional;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;

/**
 * Somebody outside the node asks for a block.
 *
 * @param cid which
 * @param peer who, when the way of asking tells
 * @param via how, as in "bitswap" or "gateway-trustless"
 */
public record BlockRequest(Cid cid, Optional<PeerId> peer, String via) {}
