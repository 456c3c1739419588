package org.helia.api.bitswap;

import java.util.List;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;

/**
 * What has been exchanged since the exchange began.
 *
 * @param wantlist the blocks that this node wants now
 * @param peers the peers that have asked for something since they connected
 * @param blocksReceived all blocks that came, those twice or for nothing included
 * @param dataReceived their bytes
 * @param dupBlocksReceived blocks that had come before, or were no longer wanted
 * @param dupDataReceived their bytes
 * @param messagesReceived messages of any kind
 * @param blocksSent blocks sent to others
 * @param dataSent their bytes
 */
public record BitswapStat(
    List<Cid> wantlist,
    List<PeerId> peers,
    long blocksReceived,
    long dataReceived,
    long dupBlocksReceived,
    long dupDataReceived,
    long messagesReceived,
    long blocksSent,
    long dataSent) {
  /** Copies the lists. */
  public BitswapStat {
    wantlist = List.copyOf(wantlist);
    peers = List.copyOf(peers);
  }
}
