package org.helia.net.internal.dial;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.net.spi.Transport;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;

/** The transports that are there now. */
public final class Transports {
  private final Plugins<Transport> plugins;

  /** What the plugins can do. */
  public Transports(Plugins<Transport> plugins) {
    this.plugins = plugins;
  }

  /** The names of those that work. */
  public List<String> names() {
    return present()
        .filter(each -> each.obstacle().isEmpty())
        .map(Transport::name)
        .distinct()
        .toList();
  }

  /** Which do not work, and why; a sentence each. */
  public List<String> problems() {
    return present()
        .flatMap(
            each -> each.obstacle().map(why -> each.name() + " does not work: " + why).stream())
        .toList();
  }

  private Stream<Transport> present() {
    return plugins.all().stream().map(Plugin::service);
  }

  /** The best one that can dial an address. */
  Optional<Plugin<Transport>> dialling(Multiaddr address) {
    return plugins.all().stream().filter(plugin -> plugin.service().dials(address)).findFirst();
  }

  /** Says why an address cannot be used, and what would help. */
  public NetException missing(Multiaddr address) {
    List<String> present = names();
    return new NetException(
        "no transport for it is there (%s)%s"
            .formatted(
                present.isEmpty() ? "there is none at all" : "only " + String.join(", ", present),
                feature(address).map(name -> ": feature:install " + name).orElse("")));
  }

  private static Optional<String> feature(Multiaddr address) {
    if (address.has(Protocol.P2P_CIRCUIT)) {
      return Optional.empty();
    }
    if (address.has(Protocol.QUIC_V1) && !address.has(Protocol.WEBTRANSPORT)) {
      return Optional.of("helia-net-quic");
    }
    if (address.has(Protocol.WS) || address.has(Protocol.WSS)) {
      return Optional.of("helia-net-ws");
    }
    return address.has(Protocol.TCP) && address.components().size() <= 3
        ? Optional.of("helia-net-tcp")
        : Optional.empty();
  }
}
