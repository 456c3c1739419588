package org.helia.api.net;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.osgi.annotation.versioning.ProviderType;

/** This node on the network. Any number of threads may call at once. */
@ProviderType
public interface Host {
  /** Who this node is. */
  PeerId id();

  /**
   * Connects to a peer, at the addresses given and at those known from before; several are raced.
   *
   * @throws DialException when none could be reached; it names each address and its error
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  Connection connect(PeerAddresses peer, DialOptions options);

  /**
   * Opens a stream to a peer, over an open connection where there is one.
   *
   * @param protocols the best first, at least one
   * @throws DialException when the peer could not be reached
   * @throws ProtocolNotSupportedException when it speaks none of the protocols
   * @throws ResourceLimitException when there are too many streams
   */
  Stream open(PeerId peer, List<String> protocols, DialOptions options);

  /** The connections that are open now. */
  List<Connection> connections();

  /** The connections with a peer that are open now, the preferred first. */
  List<Connection> connections(PeerId peer);

  /**
   * Ends all connections with a peer.
   *
   * @return how many there were
   */
  int disconnect(PeerId peer);

  /**
   * Listens on one address more, until the node stops or {@link #unlisten} is called.
   *
   * @param address as in "/ip4/127.0.0.1/tcp/0"
   * @return the addresses that are now listened on for it, with their real ports
   * @throws ListenException when no transport can, or the port is in use
   */
  List<Multiaddr> listen(Multiaddr address);

  /**
   * Ends listening on an address that {@link #listen} returned. Connections stay.
   *
   * @return false when it was not listened on
   */
  boolean unlisten(Multiaddr address);

  /** The addresses that are listened on now, with their real ports. */
  List<Multiaddr> listenAddresses();

  /**
   * The addresses that others are told: what is listened on (with each network interface's address
   * in place of the unspecified one) and what others have observed, after the configured filters.
   */
  List<Multiaddr> addresses();

  /**
   * A {@link PeerRecord} of {@link #addresses}, signed by this node. Its sequence number rises when
   * they change.
   */
  SignedEnvelope signedAddresses();

  /**
   * Takes note of where a peer sees this node. Counts when enough peers say the same.
   *
   * @param connection whose remote says it
   * @param address as the peer sees this end of the connection
   */
  void observed(Connection connection, Multiaddr address);

  /** The protocols that this node answers now. */
  Set<String> protocols();

  /** What is known of others. */
  PeerStore peers();

  /**
   * Keeps the connections with a peer when there are too many, until {@link #unprotect} with the
   * same tag.
   */
  void protect(PeerId peer, String tag);

  /**
   * Takes {@link #protect} back.
   *
   * @return whether the peer is still protected by another tag
   */
  boolean unprotect(PeerId peer, String tag);

  /**
   * Says how valuable a peer is: of too many connections those of the lowest sum are closed first.
   *
   * @param value 0 removes the tag
   */
  void tag(PeerId peer, String tag, int value);

  /** What is used of each limit now. */
  List<ResourceUsage> resources();

  /** What each protocol has carried since the start. */
  Map<String, Traffic> trafficByProtocol();

  /** What the network is made of, and what of it does not work. */
  NetStatus status();

  /** What has gone over all connections since the start, those that have ended included. */
  Traffic traffic();
}
