package org.helia.broker.bitswap.internal.client;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchedBlock;
import org.helia.multiformats.Cid;

/** What one reader wants. What changes is guarded by the client's lock. */
final class FetchSession implements BrokerSession {
  private static final int FIRST_GUESS_BYTES = 128 * 1024;
  private static final double SMOOTHING = 0.25;

  private final Client client;

  /** Those that have had something of what is wanted, or that the reader named. */
  final Map<RemotePeer, SessionPeer> peers = new LinkedHashMap<>();

  /** All that it wants. */
  final Set<Want> wants = new LinkedHashSet<>();

  /** What it wants and nobody has been asked to send. */
  final Set<Want> unassigned = new LinkedHashSet<>();

  /** How many peers that the reader named are being dialled. */
  int dials;

  /** Whether others fetch the same, as far as was seen when it was last looked. */
  boolean shared;

  boolean closed;
  private double averageBytes = FIRST_GUESS_BYTES;

  FetchSession(Client client) {
    this.client = client;
  }

  /** How large its next block will be. */
  int guess() {
    return (int) averageBytes;
  }

  /** A block has come. */
  void received(int bytes) {
    averageBytes += SMOOTHING * (bytes - averageBytes);
  }

  /** A peer has had something, or should have; from now on it is asked first. */
  SessionPeer join(RemotePeer peer) {
    return peers.computeIfAbsent(peer, SessionPeer::new);
  }

  @Override
  public CompletableFuture<Optional<FetchedBlock>> want(Cid cid) {
    return client.want(this, cid);
  }

  @Override
  public String asked(Cid cid) {
    return client.asked(cid);
  }

  @Override
  public void close() {
    client.close(this);
  }
}
