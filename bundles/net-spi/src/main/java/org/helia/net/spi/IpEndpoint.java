package org.helia.net.spi;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.helia.multiformats.multiaddr.Component;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;

/**
 * An IP address and port at the beginning of a multiaddr, as in {@code /ip4/127.0.0.1/tcp/4001/ws}.
 *
 * @param socket the IP address, already resolved, and the port
 * @param protocol {@link Protocol#TCP} or {@link Protocol#UDP}
 * @param rest what follows, as in {@code /ws}
 */
public record IpEndpoint(InetSocketAddress socket, Protocol protocol, List<Protocol> rest) {
  /** Copies the list. */
  public IpEndpoint {
    rest = List.copyOf(rest);
  }

  /**
   * The beginning of an address; empty when it is none of an IP and a port. Nothing is resolved.
   */
  public static Optional<IpEndpoint> of(Multiaddr address) {
    List<Component> components = address.components();
    boolean zoned = !components.isEmpty() && components.get(0).protocol() == Protocol.IP6ZONE;
    int ip = zoned ? 1 : 0;
    if (components.size() < ip + 2 || !isIp(components.get(ip).protocol(), zoned)) {
      return Optional.empty();
    }
    Protocol protocol = components.get(ip + 1).protocol();
    if (protocol != Protocol.TCP && protocol != Protocol.UDP) {
      return Optional.empty();
    }
    String zone = zoned ? "%" + components.get(0).value().orElseThrow() : "";
    int port = Integer.parseInt(components.get(ip + 1).value().orElseThrow());
    List<Protocol> rest =
        components.subList(ip + 2, components.size()).stream().map(Component::protocol).toList();
    return literal(components.get(ip).value().orElseThrow() + zone)
        .map(found -> new IpEndpoint(new InetSocketAddress(found, port), protocol, rest));
  }

  private static boolean isIp(Protocol protocol, boolean zoned) {
    return protocol == Protocol.IP6 || (protocol == Protocol.IP4 && !zoned);
  }

  /** Of a literal address nothing is looked up; a zone may be unknown on this machine. */
  private static Optional<InetAddress> literal(String address) {
    try {
      return Optional.of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether an address is one of an IP, this protocol and exactly that.
   *
   * @param protocol {@link Protocol#TCP} or {@link Protocol#UDP}
   * @param rest what has to follow
   */
  public static boolean matches(Multiaddr address, Protocol protocol, Protocol... rest) {
    return of(address)
        .filter(found -> found.protocol == protocol && found.rest.equals(List.of(rest)))
        .isPresent();
  }

  /**
   * The address of a socket.
   *
   * @param protocol {@link Protocol#TCP} or {@link Protocol#UDP}
   * @param rest what follows the port
   * @throws IllegalArgumentException when the socket's address is not resolved
   */
  public static Multiaddr multiaddr(InetSocketAddress socket, Protocol protocol, Protocol... rest) {
    List<Component> components = new ArrayList<>(ip(socket));
    components.add(Component.of(protocol, Integer.toString(socket.getPort())));
    for (Protocol next : rest) {
      components.add(Component.of(next));
    }
    return Multiaddr.of(components);
  }

  private static List<Component> ip(InetSocketAddress socket) {
    InetAddress address = socket.getAddress();
    if (address instanceof Inet4Address) {
      return List.of(Component.of(Protocol.IP4, address.getHostAddress()));
    }
    if (address instanceof Inet6Address six) {
      String[] parts = six.getHostAddress().split("%", 2);
      Component ip = Component.of(Protocol.IP6, parts[0]);
      return parts.length == 1
          ? List.of(ip)
          : List.of(Component.of(Protocol.IP6ZONE, parts[1]), ip);
    }
    throw new IllegalArgumentException("not an IP address: " + socket);
  }
}
