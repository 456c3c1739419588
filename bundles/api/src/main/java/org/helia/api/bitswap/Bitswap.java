package org.helia.api.bitswap;

import java.util.List;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;
import org.osgi.annotation.versioning.ProviderType;

/** The node's exchange of blocks with other peers. Any number of threads may call at once. */
@ProviderType
public interface Bitswap {
  /** What has been exchanged since the exchange began, and with whom it is in touch. */
  BitswapStat stat();

  /** The blocks that this node wants from others now. */
  List<Cid> wantlist();

  /**
   * The blocks that a peer wants from this node now, in the order of asking; none when the peer is
   * not known.
   */
  List<Cid> wantlist(PeerId peer);

  /** What has been exchanged with a peer; nothing when the peer is not known. */
  BitswapLedger ledger(PeerId peer);
}
