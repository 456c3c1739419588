package org.helia.api.net;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.osgi.annotation.versioning.ProviderType;

/** What the node knows of other peers; bounded, and kept over restarts. */
@ProviderType
public interface PeerStore {
  /** The peers of which anything is known. */
  Set<PeerId> peers();

  /** What is known of a peer, without addresses whose time is over. */
  Optional<KnownPeer> get(PeerId peer);

  /**
   * Remembers addresses; one that is known lives until the later of both ends.
   *
   * @param timeToLive from now on
   */
  void addAddresses(PeerId peer, List<Multiaddr> addresses, Duration timeToLive);

  /** Remembers what a peer has said of itself; replaces what it said before. */
  void identified(PeerId peer, Identified said);

  /** Forgets a peer. */
  void remove(PeerId peer);

  /**
   * What a peer says of itself by the identify protocol.
   *
   * @param agentVersion as in "kubo/0.42.0/"
   * @param protocolVersion as in "ipfs/0.1.0"
   * @param protocols what it speaks
   * @param listenAddresses where it says it listens
   * @param signedRecord the envelope of its certified addresses, when it sent one and it was valid
   */
  record Identified(
      String agentVersion,
      String protocolVersion,
      Set<String> protocols,
      List<Multiaddr> listenAddresses,
      Optional<byte[]> signedRecord) {
    /** Copies the collections. */
    public Identified {
      protocols = Set.copyOf(protocols);
      listenAddresses = List.copyOf(listenAddresses);
    }
  }

  /**
   * What is known of a peer.
   *
   * @param addresses where it may be now
   * @param identified what it said of itself last
   */
  record KnownPeer(PeerId peer, List<Multiaddr> addresses, Optional<Identified> identified) {
    /** Copies the list. */
    public KnownPeer {
      addresses = List.copyOf(addresses);
    }
  }
}
