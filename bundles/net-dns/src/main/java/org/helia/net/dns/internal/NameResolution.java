package org.helia.net.dns.internal;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.helia.api.net.AddressResolver;
import org.helia.api.net.DnsResolver;
import org.helia.api.net.NetException;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Component;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the names that addresses begin with until only IPs are left, within bounds that whoever
 * owns the names cannot widen.
 *
 * @see <a
 *     href="https://github.com/multiformats/multiaddr/blob/master/protocols/DNSADDR.md">dnsaddr</a>
 */
final class NameResolution implements AddressResolver {
  private static final Logger LOG = LoggerFactory.getLogger(NameResolution.class);
  private static final Set<Protocol> NAMES =
      Set.of(Protocol.DNS, Protocol.DNS4, Protocol.DNS6, Protocol.DNSADDR);
  private static final String PREFIX = "dnsaddr=";

  private final DnsResolver dns;
  private final Bounds bounds;
  private final LongSupplier nanoTime;

  /**
   * How far it goes for one address.
   *
   * @param depth how many names in a row
   * @param lookups how many names in all
   * @param addresses how many results
   */
  record Bounds(int depth, int lookups, int addresses) {}

  NameResolution(DnsResolver dns, Bounds bounds, LongSupplier nanoTime) {
    this.dns = dns;
    this.bounds = bounds;
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean resolves(Multiaddr address) {
    return hasName(address);
  }

  private static boolean hasName(Multiaddr address) {
    return NAMES.contains(address.components().get(0).protocol());
  }

  @Override
  public List<Multiaddr> resolve(Multiaddr address, Duration timeout) {
    return new Search(nanoTime.getAsLong() + timeout.toNanos()).run(address);
  }

  /** The names that one address leads to. */
  private final class Search {
    private final long end;
    private final Set<Multiaddr> found = new LinkedHashSet<>();
    private final List<NetException> failures = new ArrayList<>();
    private int lookups;

    Search(long end) {
      this.end = end;
    }

    /** A name that cannot be looked up spoils nothing as long as others can. */
    List<Multiaddr> run(Multiaddr address) {
      Set<Multiaddr> pending = Set.of(address);
      for (int depth = 0; depth < bounds.depth() && !pending.isEmpty(); depth++) {
        Set<Multiaddr> further = new LinkedHashSet<>();
        for (Multiaddr each : pending) {
          follow(each, further);
        }
        pending = further;
      }
      if (found.isEmpty() && !failures.isEmpty()) {
        throw failures.get(0);
      }
      return List.copyOf(found);
    }

    private void follow(Multiaddr address, Set<Multiaddr> further) {
      if (found.size() >= bounds.addresses()) {
        return;
      }
      try {
        for (Multiaddr result : lookUp(address)) {
          if (hasName(result)) {
            further.add(result);
          } else if (found.size() < bounds.addresses()) {
            found.add(result);
          }
        }
      } catch (NetException e) {
        failures.add(e);
      }
    }

    private List<Multiaddr> lookUp(Multiaddr address) {
      Component first = address.components().get(0);
      String name = first.value().orElseThrow();
      return switch (first.protocol()) {
        case DNSADDR -> named(address, dns.texts("_dnsaddr." + name, next(name)).records());
        case DNS4 -> placed(address, name, dns.addresses4(name, next(name)).records());
        case DNS6 -> placed(address, name, dns.addresses6(name, next(name)).records());
        default -> placed(address, name, both(name));
      };
    }

    private List<InetAddress> both(String name) {
      try {
        List<InetAddress> four = dns.addresses4(name, next(name)).records();
        return Stream.concat(four.stream(), sixOrNone(name).stream()).toList();
      } catch (NetException e) {
        return dns.addresses6(name, next(name)).records();
      }
    }

    private List<InetAddress> sixOrNone(String name) {
      try {
        return dns.addresses6(name, next(name)).records();
      } catch (NetException e) {
        LOG.debug("{} has IPv4 only", name, e);
        return List.of();
      }
    }

    /** The time for one more lookup. */
    private Duration next(String name) {
      if (++lookups > bounds.lookups()) {
        throw new NetException(
            "%s is not looked up: %d names are the limit for one address"
                .formatted(name, bounds.lookups()));
      }
      long left = end - nanoTime.getAsLong();
      if (left <= 0) {
        throw new NetException("%s is not looked up: the time is over".formatted(name));
      }
      return Duration.ofNanos(left);
    }
  }

  /** What the texts of a dnsaddr say, as far as it ends with what the address ends with. */
  private static List<Multiaddr> named(Multiaddr address, List<String> texts) {
    List<Component> suffix = address.components().subList(1, address.components().size());
    List<Multiaddr> results = new ArrayList<>();
    for (String text : texts) {
      if (text.startsWith(PREFIX)) {
        try {
          Multiaddr result = Multiaddr.parse(text.substring(PREFIX.length()));
          if (endsWith(result.components(), suffix)) {
            results.add(result);
          }
        } catch (MultiformatsException e) {
          LOG.debug("{} has a text that is no address: {}", address, text, e);
        }
      }
    }
    return results;
  }

  private static boolean endsWith(List<Component> all, List<Component> suffix) {
    int begin = all.size() - suffix.size();
    return begin >= 0 && all.subList(begin, all.size()).equals(suffix);
  }

  private static List<Multiaddr> placed(Multiaddr address, String name, List<InetAddress> ips) {
    List<Component> rest = withServerName(name, address.components());
    return ips.stream()
        .map(
            ip -> {
              List<Component> all = new ArrayList<>();
              all.add(
                  Component.of(
                      ip.getAddress().length == 4 ? Protocol.IP4 : Protocol.IP6,
                      ip.getHostAddress()));
              all.addAll(rest);
              return Multiaddr.of(all);
            })
        .toList();
  }

  /**
   * What follows the name; where TLS is spoken as browsers do, the name stays known as the
   * server's.
   */
  private static List<Component> withServerName(String name, List<Component> components) {
    List<Component> rest = components.subList(1, components.size());
    List<Protocol> protocols = rest.stream().map(Component::protocol).toList();
    int wss = protocols.indexOf(Protocol.WSS);
    int tls = protocols.indexOf(Protocol.TLS);
    List<Component> result = new ArrayList<>(rest);
    if (wss >= 0) {
      result.set(wss, Component.of(Protocol.WS));
      result.add(wss, Component.of(Protocol.SNI, name));
      result.add(wss, Component.of(Protocol.TLS));
    } else if (tls >= 0 && !protocols.contains(Protocol.SNI) && protocols.contains(Protocol.WS)) {
      result.add(tls + 1, Component.of(Protocol.SNI, name));
    }
    return result;
  }
}
