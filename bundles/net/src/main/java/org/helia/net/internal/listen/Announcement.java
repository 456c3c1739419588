package org.helia.net.internal.listen;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.multiformats.multiaddr.Component;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.internal.peer.Network;
import org.helia.platform.IpAddresses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others are told about where this node is. */
public final class Announcement {
  private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

  private final Supplier<List<Multiaddr>> listened;
  private final Supplier<List<Multiaddr>> observed;
  private final Supplier<List<InetAddress>> interfaces;
  private final Supplier<Filter> filter;

  /**
   * What the configuration says.
   *
   * @param instead if there are any, these are told instead of what is listened on
   * @param besides these are told, too
   * @param hidden these are not told
   * @param hiddenNetworks nor addresses in these
   */
  public record Filter(
      List<Multiaddr> instead,
      List<Multiaddr> besides,
      Set<Multiaddr> hidden,
      List<Network> hiddenNetworks) {}

  /**
   * @param interfaces the addresses of this machine
   */
  public Announcement(
      Supplier<List<Multiaddr>> listened,
      Supplier<List<Multiaddr>> observed,
      Supplier<List<InetAddress>> interfaces,
      Supplier<Filter> filter) {
    this.listened = listened;
    this.observed = observed;
    this.interfaces = interfaces;
    this.filter = filter;
  }

  /** The addresses that this machine's network interfaces have now. */
  public static List<InetAddress> interfaces() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .toList();
    } catch (SocketException e) {
      LOG.warn("the machine's network interfaces cannot be listed", e);
      return List.of();
    }
  }

  /** What others are told now. */
  public List<Multiaddr> addresses() {
    Filter now = filter.get();
    Set<Multiaddr> all = new LinkedHashSet<>();
    if (now.instead().isEmpty()) {
      listened.get().forEach(address -> all.addAll(specified(address)));
      all.addAll(observed.get());
    } else {
      all.addAll(now.instead());
    }
    all.addAll(now.besides());
    return all.stream().filter(address -> !hides(now, address)).toList();
  }

  private static boolean hides(Filter filter, Multiaddr address) {
    return filter.hidden().contains(address)
        || filter.hiddenNetworks().stream().anyMatch(each -> each.contains(address));
  }

  /** Each interface's address in place of the unspecified one. */
  private List<Multiaddr> specified(Multiaddr address) {
    if (!IpAddresses.of(address).map(InetAddress::isAnyLocalAddress).orElse(false)) {
      return List.of(address);
    }
    Component first = address.components().get(0);
    int length = first.valueBytes().length;
    List<Multiaddr> all = new ArrayList<>();
    for (InetAddress each : interfaces.get()) {
      if (each.getAddress().length == length) {
        all.add(withFirst(address, Component.of(first.protocol(), text(each))));
      }
    }
    return all;
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static Multiaddr withFirst(Multiaddr address, Component first) {
    return Multiaddr.of(
        Stream.concat(Stream.of(first), address.components().stream().skip(1)).toList());
  }
}
