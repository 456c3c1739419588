package org.helia.net.internal.peer;

import java.net.InetAddress;
import java.util.Optional;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.platform.IpAddresses;

/**
 * The addresses that begin with the same bits.
 *
 * @param address 4 or 16 bytes
 * @param bits how many of them count
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Network(byte[] address, int bits) {
  private static final String EXPECTED =
      "a network as in 10.0.0.0/8 or /ip4/10.0.0.0/ipcidr/8, not '%s'";

  /**
   * Reads a network, {@code 10.0.0.0/8} or {@code /ip4/10.0.0.0/ipcidr/8}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Network parse(String text) {
    String cidr = text.strip();
    try {
      if (!cidr.startsWith("/")) {
        int slash = cidr.indexOf('/');
        String family = cidr.contains(":") ? "/ip6/" : "/ip4/";
        cidr = family + cidr.substring(0, slash) + "/ipcidr/" + cidr.substring(slash + 1);
      }
      Multiaddr parsed = Multiaddr.parse(cidr);
      byte[] address = ip(parsed).orElseThrow(() -> notANetwork(text));
      int bits = Integer.parseInt(parsed.value(Protocol.IPCIDR).orElseThrow());
      if (bits > 8 * address.length) {
        throw notANetwork(text);
      }
      return new Network(address, bits);
    } catch (MultiformatsException
        | IndexOutOfBoundsException
        | java.util.NoSuchElementException e) {
      throw new IllegalArgumentException(EXPECTED.formatted(text), e);
    }
  }

  private static IllegalArgumentException notANetwork(String text) {
    return new IllegalArgumentException(EXPECTED.formatted(text));
  }

  /** Whether an address begins with one of the network's. */
  public boolean contains(Multiaddr other) {
    return ip(other).map(this::contains).orElse(false);
  }

  private boolean contains(byte[] other) {
    if (other.length != address.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
      if (((other[bit / 8] ^ address[bit / 8]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> ip(Multiaddr address) {
    return IpAddresses.of(address).map(InetAddress::getAddress);
  }
}
