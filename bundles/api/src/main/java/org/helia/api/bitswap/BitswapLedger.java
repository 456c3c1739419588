package org.helia.api.bitswap;

import org.helia.multiformats.peer.PeerId;

/**
 * What has been exchanged with one peer.
 *
 * @param sent bytes of blocks that it got
 * @param received bytes of blocks that came from it
 * @param exchanges how often blocks went in either direction
 */
public record BitswapLedger(PeerId peer, long sent, long received, long exchanges) {
  /** How much more it got than it gave: bytes sent for each byte received. */
  public double debtRatio() {
    return (double) sent / (received + 1);
  }
}
