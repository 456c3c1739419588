package org.helia.broker.bitswap.internal.wire;

import java.util.List;
import java.util.stream.Stream;

/** What peers speak. */
public enum ProtocolVersion {
  /** Presences, and asking for them. */
  V1_2_0("/ipfs/bitswap/1.2.0"),

  /** Blocks of any CID. */
  V1_1_0("/ipfs/bitswap/1.1.0"),

  /** Blocks with CIDs of version 0 only. */
  V1_0_0("/ipfs/bitswap/1.0.0");

  /** The names, the best first. */
  public static final List<String> NAMES =
      Stream.of(values()).map(ProtocolVersion::protocol).toList();

  private final String protocol;

  ProtocolVersion(String protocol) {
    this.protocol = protocol;
  }

  /** The name of the protocol. */
  public String protocol() {
    return protocol;
  }

  /**
   * The version that a stream speaks.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static ProtocolVersion of(String protocol) {
    return Stream.of(values())
        .filter(each -> each.protocol.equals(protocol))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a version of Bitswap: " + protocol));
  }

  /** Whether peers can be asked whether they have a block, and say so. */
  public boolean hasPresences() {
    return this == V1_2_0;
  }

  /** Whether blocks travel with the prefixes of their CIDs. */
  public boolean hasPrefixes() {
    return this != V1_0_0;
  }
}
