package org.helia.net.internal.dial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.api.net.AddressResolver;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Component;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.platform.Plugins;

/**
 * Turns addresses with names into such that transports dial. A name may lead to further names.
 *
 * @see <a
 *     href="https://github.com/multiformats/multiaddr/blob/master/protocols/DNSADDR.md">dnsaddr</a>
 */
public final class Resolution {
  /** How often a name may lead to names. */
  static final int MAX_DEPTH = 8;

  /** The most addresses that one name becomes. */
  static final int MAX_ADDRESSES = 64;

  private static final Set<Protocol> NAMES =
      Set.of(Protocol.DNS, Protocol.DNS4, Protocol.DNS6, Protocol.DNSADDR);

  private final Plugins<AddressResolver> resolvers;

  /** What the plugins can look up. */
  public Resolution(Plugins<AddressResolver> resolvers) {
    this.resolvers = resolvers;
  }

  /**
   * The addresses of a peer behind an address.
   *
   * @return the address itself when there is no name in it; without {@code /p2p/…} at the end
   * @throws NetException when a name cannot be looked up
   */
  List<Multiaddr> resolve(PeerId peer, Multiaddr address, Duration timeout) {
    if (!hasName(address)) {
      return List.of(address);
    }
    Set<Multiaddr> found = new LinkedHashSet<>();
    List<Multiaddr> pending = List.of(withPeer(address, peer));
    for (int depth = 0; depth < MAX_DEPTH && !pending.isEmpty(); depth++) {
      List<Multiaddr> further = new ArrayList<>();
      for (Multiaddr each : pending) {
        for (Multiaddr result : lookUp(each, timeout)) {
          if (result.peerId().filter(other -> !other.equals(peer)).isEmpty()) {
            if (hasName(result)) {
              further.add(withPeer(result, peer));
            } else {
              found.add(withoutPeer(result));
            }
          }
        }
      }
      pending = further.subList(0, Math.min(further.size(), MAX_ADDRESSES));
    }
    return found.stream().limit(MAX_ADDRESSES).toList();
  }

  /** A resolver that is just being replaced is waited for. */
  private List<Multiaddr> lookUp(Multiaddr address, Duration timeout) {
    return resolvers
        .<List<Multiaddr>>search(
            timeout,
            plugin ->
                plugin.service().resolves(address)
                    ? Optional.of(plugin.service().resolve(address, timeout))
                    : Optional.empty())
        .orElseThrow(
            () ->
                new NetException(
                    "no resolver for its name is there: feature:install "
                        + resolvers.family().feature()));
  }

  /** So that of the many peers that a name may stand for only the one is looked for. */
  private static Multiaddr withPeer(Multiaddr address, PeerId peer) {
    return address.peerId().isPresent()
        ? address
        : address.encapsulate(Multiaddr.of(List.of(Component.of(Protocol.P2P, peer.toString()))));
  }

  private static Multiaddr withoutPeer(Multiaddr address) {
    return address.peerId().isEmpty() ? address : address.decapsulate(Protocol.P2P).orElse(address);
  }

  private static boolean hasName(Multiaddr address) {
    return NAMES.contains(address.components().get(0).protocol());
  }
}
