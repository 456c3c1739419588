package org.helia.net.identify.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.api.net.ByteStream;
import org.helia.api.net.NetException;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PublicKey;
import org.helia.multiformats.protobuf.ProtobufReader;
import org.helia.multiformats.protobuf.ProtobufWriter;
import org.helia.platform.DelimitedMessages;

/**
 * What a peer says of itself.
 *
 * @param publicKey its key
 * @param listenAddresses where it says it listens
 * @param protocols what it speaks
 * @param observedAddress where it sees the one whom it tells this
 * @param signedRecord an envelope with its certified addresses, not yet checked
 * @see <a href="https://github.com/libp2p/specs/tree/master/identify">identify</a>
 */
record IdentifyMessage(
    Optional<PublicKey> publicKey,
    List<Multiaddr> listenAddresses,
    Set<String> protocols,
    Optional<Multiaddr> observedAddress,
    String protocolVersion,
    String agentVersion,
    Optional<byte[]> signedRecord) {
  /** The longest part in bytes; a message may come in several. */
  static final int MAX_PART_BYTES = 8 * 1024;

  /** The most parts of a message. */
  static final int MAX_PARTS = 10;

  /** The most addresses that are taken; further ones are left out. */
  static final int MAX_ADDRESSES = 128;

  /** The most protocols that are taken; further ones are left out. */
  static final int MAX_PROTOCOLS = 1_000;

  /** The longest text that is taken, in characters; a longer one is cut. */
  static final int MAX_TEXT = 256;

  /**
   * Reads all parts.
   *
   * @throws NetException when they are too many, too long or no messages
   */
  static IdentifyMessage read(ByteStream stream) {
    MessageParts parts = new MessageParts();
    while (!parts.readOnce(stream)) {
      continue; // until the end
    }
    return parts.message();
  }

  /** Reads a message of one part. */
  static IdentifyMessage fromBytes(byte[] bytes) {
    Builder builder = new Builder();
    builder.add(bytes);
    return builder.build();
  }

  /** Writes the message in as few parts as possible. */
  void write(ByteStream stream) {
    byte[] all = body().bytes(8, signedRecord.orElse(new byte[0])).toBytes();
    if (signedRecord.isPresent() && all.length <= MAX_PART_BYTES) {
      DelimitedMessages.write(stream, all);
      return;
    }
    byte[] body = body().toBytes();
    if (body.length > MAX_PART_BYTES) {
      throw new NetException(
          "this node has so many addresses and protocols that they do not fit into %d bytes"
              .formatted(MAX_PART_BYTES));
    }
    DelimitedMessages.write(stream, body);
    signedRecord.ifPresent(
        envelope ->
            DelimitedMessages.write(stream, new ProtobufWriter().bytes(8, envelope).toBytes()));
  }

  private ProtobufWriter body() {
    ProtobufWriter to = new ProtobufWriter();
    publicKey.ifPresent(key -> to.bytes(1, key.toBytes()));
    listenAddresses.forEach(address -> to.bytes(2, address.toBytes()));
    protocols.forEach(protocol -> to.text(3, protocol));
    observedAddress.ifPresent(address -> to.bytes(4, address.toBytes()));
    return to.text(5, protocolVersion).text(6, agentVersion);
  }

  /** Puts parts together: single values are those of the last part that has them. */
  static final class Builder {
    private Optional<PublicKey> publicKey = Optional.empty();
    private final List<Multiaddr> listenAddresses = new ArrayList<>();
    private final Set<String> protocols = new LinkedHashSet<>();
    private Optional<Multiaddr> observedAddress = Optional.empty();
    private String protocolVersion = "";
    private String agentVersion = "";
    private Optional<byte[]> signedRecord = Optional.empty();

    void add(byte[] part) {
      try {
        for (ProtobufReader from = new ProtobufReader(part); from.next(); ) {
          take(from);
        }
      } catch (MultiformatsException e) {
        throw new NetException("not an identify message: " + e.getMessage(), e);
      }
    }

    private void take(ProtobufReader from) {
      switch (from.field()) {
        case 1 -> publicKey = Optional.of(PublicKey.fromBytes(from.bytes()));
        case 2 -> address(from.bytes()).ifPresent(this::listens);
        case 3 -> speaks(from.lenientText());
        case 4 -> observedAddress = address(from.bytes());
        case 5 -> protocolVersion = shortened(from.lenientText());
        case 6 -> agentVersion = shortened(from.lenientText());
        case 8 -> signedRecord = Optional.of(from.bytes());
        default -> {} // As protobuf has it.
      }
    }

    private void listens(Multiaddr address) {
      if (listenAddresses.size() < MAX_ADDRESSES) {
        listenAddresses.add(address);
      }
    }

    private void speaks(String protocol) {
      if (protocols.size() < MAX_PROTOCOLS && protocol.length() <= MAX_TEXT) {
        protocols.add(protocol);
      }
    }

    /** A peer may have addresses of kinds that are unknown here. */
    private static Optional<Multiaddr> address(byte[] bytes) {
      try {
        return Optional.of(Multiaddr.fromBytes(bytes));
      } catch (MultiformatsException e) {
        return Optional.empty();
      }
    }

    /** What a peer calls itself is shown to people, so nothing in it may steer a terminal. */
    private static String shortened(String text) {
      String shown = text.substring(0, Math.min(text.length(), MAX_TEXT));
      return shown.replaceAll("\\p{Cntrl}", "?");
    }

    IdentifyMessage build() {
      return new IdentifyMessage(
          publicKey,
          List.copyOf(listenAddresses),
          Set.copyOf(protocols),
          observedAddress,
          protocolVersion,
          agentVersion,
          signedRecord);
    }
  }
}
