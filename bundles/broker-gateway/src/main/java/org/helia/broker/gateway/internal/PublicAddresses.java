package org.helia.broker.gateway.internal;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.helia.api.block.BlockException;

/**
 * Keeps gateways that others name away from services of this machine and of private networks.
 *
 * <p>A name could lead elsewhere between the check and the connection. Plain HTTP is therefore
 * refused where others name a host by name; with TLS, a service that is not the host's own has no
 * certificate for it, so that no request is sent.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA, special-purpose
 *     addresses of IPv4</a> and <a
 *     href="https://www.iana.org/assignments/iana-ipv6-special-registry/">of IPv6</a>
 */
final class PublicAddresses {
  private PublicAddresses() {}

  /**
   * Checks that a gateway is in public. May block, since names are looked up.
   *
   * @throws BlockException when it is not, or is not known
   */
  static void require(GatewayUrl url) {
    if (url.isByName() && !url.isSecure()) {
      throw new BlockException(url + " is not asked: without TLS its name proves nothing");
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(url.host())) {
        if (!isPublic(address)) {
          throw new BlockException(
              "%s is not asked: its address %s is not a public one; privateAddresses of %s allows it"
                  .formatted(url, address.getHostAddress(), BrokerConfig.PID));
        }
      }
    } catch (UnknownHostException e) {
      throw new BlockException(url + " is not known: " + e.getMessage(), e);
    }
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return address instanceof Inet6Address v6
        ? isPublic6(v6.getAddress())
        : address instanceof Inet4Address v4 && isPublic4(v4.getAddress(), 0);
  }

  private static boolean isPublic4(byte[] bytes, int from) {
    int first = bytes[from] & 0xff;
    int second = bytes[from + 1] & 0xff;
    int third = bytes[from + 2] & 0xff;
    return first != 0
        && first != 10
        && first != 127
        && first < 224
        && !(first == 100 && second >= 64 && second < 128)
        && !(first == 169 && second == 254)
        && !(first == 172 && second >= 16 && second < 32)
        && !(first == 192 && second == 168)
        && !(first == 192 && second == 0 && (third == 0 || third == 2))
        && !(first == 198 && (second == 18 || second == 19))
        && !(first == 198 && second == 51 && third == 100)
        && !(first == 203 && second == 0 && third == 113);
  }

  /** Of 2000::/3 only, without what stands for addresses of IPv4 or for documentation. */
  private static boolean isPublic6(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    boolean isNat64 = first == 0x64 && second == 0xff9b;
    if (isNat64) {
      return bytes[4] == 0 && isPublic4(bytes, 12);
    }
    boolean isSixToFour = first == 0x2002;
    if (isSixToFour) {
      return isPublic4(bytes, 2);
    }
    boolean isDocumentation = first == 0x2001 && second == 0x0db8;
    boolean isProtocol = first == 0x2001 && second < 0x0200;
    return (first & 0xe000) == 0x2000 && !isDocumentation && !isProtocol;
  }
}
