package org.helia.multiformats.multiaddr;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.addr.Formats;
import org.helia.multiformats.internal.addr.ValueFormat;
import org.jspecify.annotations.Nullable;

/**
 * The protocols that a multiaddr can name: the whole registry.
 *
 * @see <a href="https://github.com/multiformats/multiaddr/blob/master/protocols.csv">registry of
 *     multiaddr protocols</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // The formats have no state that changes.
public enum Protocol {
  /** IPv4; the value is an address. */
  IP4(4, 4, Formats.IP4),
  /** TCP; the value is a port. */
  TCP(6, 2, Formats.PORT),
  /** UDP; the value is a port. */
  UDP(273, 2, Formats.PORT),
  /** DCCP; the value is a port. */
  DCCP(33, 2, Formats.PORT),
  /** IPv6; the value is an address. */
  IP6(41, 16, Formats.IP6),
  /** The zone of the IPv6 address that follows (RFC 4007). */
  IP6ZONE(42, Formats.NAME),
  /** The prefix length of the IP address in front. */
  IPCIDR(43, 1, Formats.PREFIX_LENGTH),
  /** A domain name that stands for IPv4 and IPv6 addresses. */
  DNS(53, Formats.NAME),
  /** A domain name that stands for IPv4 addresses. */
  DNS4(54, Formats.NAME),
  /** A domain name that stands for IPv6 addresses. */
  DNS6(55, Formats.NAME),
  /** A domain name whose TXT records are multiaddrs. */
  DNSADDR(56, Formats.NAME),
  /** SCTP; the value is a port. */
  SCTP(132, 2, Formats.PORT),
  /** UDT. */
  UDT(301),
  /** uTP. */
  UTP(302),
  /**
   * A Unix domain socket; the value is a path. A path that begins with a slash is written as one
   * percent-encoded segment; any other takes up the rest of the address as it stands.
   */
  UNIX(400, Formats.UNIX),
  /** libp2p; the value is a peer id. The old name {@code ipfs} is read, too. */
  P2P(421, Formats.PEER),
  /** Tor, version 2; the value is a host and a port. */
  ONION(444, 12, Formats.ONION),
  /** Tor, version 3; the value is a host and a port. */
  ONION3(445, 37, Formats.ONION3),
  /** I2P; the value is a destination. */
  GARLIC64(446, Formats.GARLIC64),
  /** I2P; the value is the hash of a destination. */
  GARLIC32(447, Formats.GARLIC32),
  /** TLS. */
  TLS(448),
  /** The server name that TLS announces. */
  SNI(449, Formats.NAME),
  /** Noise. */
  NOISE(454),
  /** QUIC, draft 29. */
  QUIC(460),
  /** QUIC, version 1. */
  QUIC_V1(461),
  /** WebTransport. */
  WEBTRANSPORT(465),
  /** The hash of a certificate that the peer may present. */
  CERTHASH(466, Formats.CERT_HASH),
  /** HTTP. */
  HTTP(480),
  /** The path of an HTTP resource. */
  HTTP_PATH(481, Formats.HTTP_PATH),
  /** The old name for {@code /tls/http}. */
  HTTPS(443),
  /** WebSocket. */
  WS(477),
  /** The old name for {@code /tls/ws}. */
  WSS(478),
  /** Deprecated. */
  P2P_WEBSOCKET_STAR(479),
  /** Deprecated. */
  P2P_STARDUST(277),
  /** Deprecated in favour of {@link #WEBRTC}. */
  P2P_WEBRTC_STAR(275),
  /** Deprecated in favour of {@link #WEBRTC_DIRECT}. */
  P2P_WEBRTC_DIRECT(276),
  /** WebRTC without a signalling server. */
  WEBRTC_DIRECT(280),
  /** WebRTC. */
  WEBRTC(281),
  /** A relay: what is in front leads to it, what follows is reached through it. */
  P2P_CIRCUIT(290),
  /** A number by which parts of one process reach each other. */
  MEMORY(777, Formats.MEMORY);

  private static final int NO_VALUE = 0;
  private static final int VARIABLE = -1;
  private static final Map<Long, Protocol> BY_CODE = new HashMap<>();
  private static final Map<String, Protocol> BY_NAME = new HashMap<>();

  static {
    for (Protocol protocol : values()) {
      BY_CODE.put(protocol.code, protocol);
      BY_NAME.put(protocol.registeredName, protocol);
    }
    BY_NAME.put("ipfs", P2P);
  }

  private final long code;
  private final String registeredName;
  private final int length;
  private final @Nullable ValueFormat format;

  Protocol(long code) {
    this(code, NO_VALUE, null);
  }

  Protocol(long code, ValueFormat format) {
    this(code, VARIABLE, format);
  }

  Protocol(long code, int length, @Nullable ValueFormat format) {
    this.code = code;
    this.registeredName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.length = length;
    this.format = format;
  }

  /**
   * The protocol with the code.
   *
   * @param code the registered code
   * @return the protocol, or empty when the registry has no such code
   */
  public static Optional<Protocol> byCode(long code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /**
   * The protocol with the name.
   *
   * @param name the registered name, such as {@code quic-v1}
   * @return the protocol, or empty when the registry has no such name
   */
  public static Optional<Protocol> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * The code, as it appears (as a varint) in an address's bytes.
   *
   * @return the registered code
   */
  public long code() {
    return code;
  }

  /**
   * The name, as it appears in an address's text.
   *
   * @return the registered name
   */
  public String registeredName() {
    return registeredName;
  }

  /**
   * Whether a value follows the name.
   *
   * @return true if it does
   */
  public boolean hasValue() {
    return format != null;
  }

  /**
   * The length that all values have in bytes.
   *
   * @return the length; 0 without a value; empty when each value announces its own length
   */
  public OptionalInt valueLength() {
    return length == VARIABLE ? OptionalInt.empty() : OptionalInt.of(length);
  }

  /** The form of the values. */
  ValueFormat format() {
    if (format == null) {
      throw new MultiformatsException("It takes no value");
    }
    return format;
  }

  /** The registered name. */
  @Override
  public String toString() {
    return registeredName;
  }
}
