package org.helia.broker.bitswap.internal.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.helia.multiformats.peer.PeerId;

/**
 * How much was exchanged with each peer, and with all of them. The peers that were dealt with last
 * are remembered, also when they have left.
 */
public final class Accounts {
  private static final int MAX_PEERS = 4_096;

  /**
   * How much was exchanged.
   *
   * @param exchanges how often blocks went in either direction
   */
  public record Account(
      long blocksSent, long bytesSent, long blocksReceived, long bytesReceived, long exchanges) {
    /** Nothing so far. */
    public static final Account EMPTY = new Account(0, 0, 0, 0, 0);

    private Account sent(long blocks, long bytes) {
      return new Account(
          blocksSent + blocks, bytesSent + bytes, blocksReceived, bytesReceived, exchanges + 1);
    }

    private Account received(long blocks, long bytes) {
      return new Account(
          blocksSent, bytesSent, blocksReceived + blocks, bytesReceived + bytes, exchanges + 1);
    }
  }

  private Account total = Account.EMPTY;

  private final Map<PeerId, Account> peers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerId, Account> eldest) {
          return size() > MAX_PEERS;
        }
      };

  /** Blocks have been sent. */
  public synchronized void sent(PeerId peer, int blocks, long bytes) {
    total = total.sent(blocks, bytes);
    peers.put(peer, of(peer).sent(blocks, bytes));
  }

  /** Blocks have come. */
  public synchronized void received(PeerId peer, int blocks, long bytes) {
    total = total.received(blocks, bytes);
    peers.put(peer, of(peer).received(blocks, bytes));
  }

  /** What was exchanged with a peer. */
  public synchronized Account of(PeerId peer) {
    return peers.getOrDefault(peer, Account.EMPTY);
  }

  /** What was exchanged with all. */
  public synchronized Account total() {
    return total;
  }
}
