package org.helia.net.internal.peer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.helia.api.net.PeerStore.Identified;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.protobuf.ProtobufReader;
import org.helia.multiformats.protobuf.ProtobufWriter;

/** How what is known of a peer is written into the datastore. */
final class PeerRecordBytes {
  private PeerRecordBytes() {}

  static byte[] write(PeerEntry entry) {
    ProtobufWriter to = new ProtobufWriter();
    entry
        .addresses()
        .forEach(
            (address, end) ->
                to.message(
                    1,
                    new ProtobufWriter()
                        .bytes(1, address.toBytes())
                        .number(2, end.toEpochMilli())));
    entry.identified().ifPresent(said -> to.message(2, write(said)));
    return to.toBytes();
  }

  private static ProtobufWriter write(Identified said) {
    ProtobufWriter to =
        new ProtobufWriter().text(1, said.agentVersion()).text(2, said.protocolVersion());
    said.protocols().stream().sorted().forEach(protocol -> to.text(3, protocol));
    said.listenAddresses().forEach(address -> to.bytes(4, address.toBytes()));
    said.signedRecord().ifPresent(envelope -> to.bytes(5, envelope));
    return to;
  }

  /**
   * @throws org.helia.multiformats.MultiformatsException when the bytes are damaged
   */
  static PeerEntry read(byte[] bytes) {
    Map<Multiaddr, Instant> addresses = new HashMap<>();
    Optional<Identified> said = Optional.empty();
    for (ProtobufReader from = new ProtobufReader(bytes); from.next(); ) {
      switch (from.field()) {
        case 1 -> readAddress(from.message(), addresses);
        case 2 -> said = Optional.of(readIdentified(from.message()));
        default -> {} // Of a later version.
      }
    }
    return new PeerEntry(addresses, said);
  }

  private static void readAddress(ProtobufReader from, Map<Multiaddr, Instant> addresses) {
    byte[] address = {};
    Instant end = Instant.EPOCH;
    while (from.next()) {
      switch (from.field()) {
        case 1 -> address = from.bytes();
        case 2 -> end = Instant.ofEpochMilli(from.number());
        default -> {} // Of a later version.
      }
    }
    addresses.put(Multiaddr.fromBytes(address), end);
  }

  private static Identified readIdentified(ProtobufReader from) {
    String agent = "";
    String version = "";
    Set<String> protocols = new LinkedHashSet<>();
    List<Multiaddr> addresses = new ArrayList<>();
    Optional<byte[]> envelope = Optional.empty();
    while (from.next()) {
      switch (from.field()) {
        case 1 -> agent = from.text();
        case 2 -> version = from.text();
        case 3 -> protocols.add(from.text());
        case 4 -> addresses.add(Multiaddr.fromBytes(from.bytes()));
        case 5 -> envelope = Optional.of(from.bytes());
        default -> {} // Of a later version.
      }
    }
    return new Identified(agent, version, protocols, addresses, envelope);
  }
}
