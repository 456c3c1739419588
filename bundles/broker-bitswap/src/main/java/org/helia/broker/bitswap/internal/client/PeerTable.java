package org.helia.broker.bitswap.internal.client;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.helia.broker.bitswap.internal.peer.PeerChannel;
import org.helia.multiformats.peer.PeerId;
import org.jspecify.annotations.Nullable;

/** The connected peers that may have blocks. Guarded by the client's lock. */
final class PeerTable {
  private final Map<PeerId, RemotePeer> peers = new LinkedHashMap<>();
  private final Function<PeerId, PeerChannel> channels;
  private final long maxFetchingBytesPerPeer;

  /**
   * @param channels the way to a peer
   * @param maxFetchingBytesPerPeer how much may be under way from one
   */
  PeerTable(Function<PeerId, PeerChannel> channels, long maxFetchingBytesPerPeer) {
    this.channels = channels;
    this.maxFetchingBytesPerPeer = maxFetchingBytesPerPeer;
  }

  /** Those that are there, the longest first; a view. */
  Collection<RemotePeer> all() {
    return peers.values();
  }

  boolean contains(PeerId id) {
    return peers.containsKey(id);
  }

  @Nullable RemotePeer get(PeerId id) {
    return peers.get(id);
  }

  RemotePeer add(PeerId id) {
    RemotePeer peer = new RemotePeer(channels.apply(id), maxFetchingBytesPerPeer);
    peers.put(id, peer);
    return peer;
  }

  @Nullable RemotePeer remove(PeerId id) {
    return peers.remove(id);
  }
}
