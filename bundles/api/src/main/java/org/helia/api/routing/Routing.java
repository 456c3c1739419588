package org.helia.api.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.Cid;
import org.helia.multiformats.peer.PeerId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All routers that are present, as one. They are asked beside each other and may come and go in the
 * middle of a call. A node without routers knows nobody: look-ups then find nothing, at once.
 */
@ProviderType
public interface Routing {
  /**
   * Those who say to have a block, each once, as the routers find them.
   *
   * @return may block while it is read; bounded; close it, which ends the look-ups
   * @throws RoutingException while the stream is read, when every router failed
   * @throws org.helia.api.CancelledException when the thread was interrupted
   */
  Stream<Provider> providers(Cid cid, RoutingOptions options);

  /**
   * Tells others that this node has a block, through every router.
   *
   * @throws RoutingException when there is no router, or none could tell anybody
   */
  void provide(Cid cid, RoutingOptions options);

  /**
   * Where a peer is, from the router that answers first.
   *
   * @return empty when no router knows
   * @throws RoutingException when every router failed
   */
  Optional<PeerAddresses> peer(PeerId peer, RoutingOptions options);

  /**
   * The value of a key, from the best router that has one.
   *
   * @throws RoutingException when every router failed
   */
  Optional<byte[]> value(byte[] key, RoutingOptions options);

  /**
   * Gives a key a value, through every router.
   *
   * @throws RoutingException when there is no router, or none kept it
   */
  void put(byte[] key, byte[] value, RoutingOptions options);

  /** The names of the routers that are present, by descending ranking. */
  List<String> routers();
}
