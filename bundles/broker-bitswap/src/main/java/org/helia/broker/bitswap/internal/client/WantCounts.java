package org.helia.broker.bitswap.internal.client;

/**
 * How many blocks this node wants.
 *
 * @param fetching those that a peer has been asked to send
 * @param looking the others: nobody is known to have them, or those who do have enough to send
 */
public record WantCounts(int fetching, int looking) {
  static WantCounts of(int all, int fetching) {
    return new WantCounts(fetching, all - fetching);
  }
}
