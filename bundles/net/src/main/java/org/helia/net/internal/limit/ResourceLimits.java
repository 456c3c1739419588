package org.helia.net.internal.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.net.Direction;
import org.helia.api.net.ResourceLimitException;
import org.helia.api.net.ResourceUsage;
import org.helia.multiformats.peer.PeerId;

/**
 * How much the network may use and uses: by the node, by each peer, connection and protocol. What
 * is taken is given back by closing the claim; a scope that nobody uses any more is forgotten.
 */
public final class ResourceLimits {
  private static final String SYSTEM = "system";

  private final Supplier<LimitTable> table;
  private final Scope system;
  private final Map<String, Scope> scopes = new ConcurrentHashMap<>();

  /**
   * @param table asked each time, so a change counts at once
   */
  public ResourceLimits(Supplier<LimitTable> table) {
    this.table = table;
    this.system = new Scope(SYSTEM, Level.SYSTEM, table);
  }

  /**
   * Takes a connection of the system's.
   *
   * @throws ResourceLimitException when there are too many
   */
  public ConnectionResources connection(Direction direction) {
    Claim claim = Claim.of(List.of(system.limit(Resource.connections(direction))), 1);
    return new ConnectionResources(this, direction, claim);
  }

  /**
   * Takes a place for a connection that is not ready yet.
   *
   * @throws ResourceLimitException when there are too many
   */
  public Claim inboundHandshake() {
    return Claim.of(List.of(system.limit(Resource.INBOUND_HANDSHAKES)), 1);
  }

  Scope system() {
    return system;
  }

  Supplier<LimitTable> table() {
    return table;
  }

  /** The scope of a peer; to be left with {@link #leave}. */
  Scope peer(PeerId peer) {
    return enter(name(peer), Level.PEER);
  }

  void leave(PeerId peer) {
    leave(name(peer));
  }

  /**
   * Takes a stream of a protocol's.
   *
   * @return closing it gives it back
   * @throws ResourceLimitException when there are too many
   */
  public Claim protocolStream(String protocol, PeerId peer, Direction direction) {
    Resource streams = Resource.streams(direction);
    String ofAll = "protocol " + protocol;
    String ofPeer = ofAll + " with peer " + peer;
    List<Limit> limits = new ArrayList<>();
    limits.add(enter(ofAll, Level.PROTOCOL).limit(streams));
    limits.add(enter(ofPeer, Level.PROTOCOL_AND_PEER).limit(streams));
    try {
      return Claim.of(limits, 1)
          .andThen(
              () -> {
                leave(ofAll);
                leave(ofPeer);
              });
    } catch (ResourceLimitException e) {
      leave(ofAll);
      leave(ofPeer);
      throw e;
    }
  }

  private Scope enter(String name, Level level) {
    return scopes.compute(
        name, (key, known) -> (known == null ? new Scope(key, level, table) : known).enter());
  }

  private void leave(String name) {
    scopes.computeIfPresent(name, (key, scope) -> scope.leave() ? null : scope);
  }

  private static String name(PeerId peer) {
    return "peer " + peer;
  }

  /** What is used of the limits, the system's first; of others only those in use. */
  public List<ResourceUsage> usage() {
    return Stream.concat(
            system.usage(true),
            scopes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().usage(false)))
        .toList();
  }
}
