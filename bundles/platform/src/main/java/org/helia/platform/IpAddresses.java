package org.helia.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.helia.api.net.NetworkScope;
import org.helia.multiformats.multiaddr.Component;
import org.helia.multiformats.multiaddr.Multiaddr;

/** The IPs that addresses begin with, and who can reach them. */
public final class IpAddresses {
  private static final int IP6_BYTES = 16;

  private IpAddresses() {}

  /** The IP that an address begins with. IPv4 inside IPv6 counts as IPv4. */
  public static Optional<InetAddress> of(Multiaddr address) {
    for (Component component : address.components()) {
      switch (component.protocol()) {
        case IP4, IP6 -> {
          return Optional.of(of(component.valueBytes()));
        }
        case IP6ZONE -> {} // The address follows.
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP of " + bytes.length + " bytes", e);
    }
  }

  /** Whether an address is one of this machine's own. */
  public static boolean isLoopback(Multiaddr address) {
    return of(address).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  /** Whether an address is one that only this machine or its neighbours can reach. */
  public static boolean isPrivate(Multiaddr address) {
    return of(address).map(IpAddresses::isPrivate).orElse(false);
  }

  private static boolean isPrivate(InetAddress ip) {
    byte[] bytes = ip.getAddress();
    boolean uniqueLocal = bytes.length == IP6_BYTES && (bytes[0] & 0xfe) == 0xfc;
    return ip.isLoopbackAddress()
        || ip.isSiteLocalAddress()
        || ip.isLinkLocalAddress()
        || uniqueLocal;
  }

  /** Whether a node that has joined no more than this may have to do with an address. */
  public static boolean isWithin(NetworkScope scope, Multiaddr address) {
    return switch (scope) {
      case NONE -> isLoopback(address);
      case LAN -> isPrivate(address);
      case PUBLIC -> true;
    };
  }
}
