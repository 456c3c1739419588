package org.helia.api.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.helia.api.crypto.Crypto;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.multiformats.peer.PrivateKey;
import org.helia.multiformats.protobuf.ProtobufReader;
import org.helia.multiformats.protobuf.ProtobufWriter;

/**
 * Where a peer can be reached, as it says itself; signed, anybody may pass it on.
 *
 * @param peer who
 * @param sequence a later record has a higher one; unsigned
 * @param addresses without {@code /p2p/…} at the end
 * @see <a href="https://github.com/libp2p/specs/blob/master/RFC/0003-routing-records.md">RFC 0003 -
 *     Peer Routing Records</a>
 */
public record PeerRecord(PeerId peer, long sequence, List<Multiaddr> addresses) {
  /** What the signature is for. */
  public static final String DOMAIN = "libp2p-peer-record";

  /** The most addresses that are read from one record. */
  public static final int MAX_ADDRESSES = 500;

  /** The multicodec libp2p-peer-record, as the RFC writes it. */
  private static final byte[] PAYLOAD_TYPE = {0x03, 0x01};

  /** Copies the list. */
  public PeerRecord {
    addresses = List.copyOf(addresses);
  }

  /** Signs the record with the key of its peer. */
  public SignedEnvelope sign(Crypto crypto, PrivateKey key) {
    return SignedEnvelope.seal(crypto, key, DOMAIN, PAYLOAD_TYPE.clone(), toBytes());
  }

  /**
   * Reads an envelope that has a peer record in it. Addresses that are unknown here are left out.
   *
   * @throws NetException when it is none, its signature is not valid, or somebody else than the
   *     peer has signed it
   */
  public static PeerRecord open(Crypto crypto, byte[] envelope) {
    SignedEnvelope opened = SignedEnvelope.open(crypto, envelope, DOMAIN);
    if (!Arrays.equals(opened.payloadType(), PAYLOAD_TYPE)) {
      throw new NetException("the envelope has something else than a peer record in it");
    }
    PeerRecord record = fromBytes(opened.payload());
    if (!record.peer.matches(opened.key())) {
      throw new NetException(
          "the record of peer %s was signed by peer %s"
              .formatted(record.peer, PeerId.of(opened.key())));
    }
    return record;
  }

  private static PeerRecord fromBytes(byte[] bytes) {
    byte[] peer = {};
    long sequence = 0;
    List<Multiaddr> addresses = new ArrayList<>();
    try {
      for (ProtobufReader from = new ProtobufReader(bytes); from.next(); ) {
        switch (from.field()) {
          case 1 -> peer = from.bytes();
          case 2 -> sequence = from.number();
          case 3 -> addAddress(from.message(), addresses);
          default -> {} // As protobuf has it.
        }
      }
      return new PeerRecord(PeerId.fromBytes(peer), sequence, addresses);
    } catch (MultiformatsException e) {
      throw new NetException("not a peer record: " + e.getMessage(), e);
    }
  }

  private static void addAddress(ProtobufReader from, List<Multiaddr> addresses) {
    while (from.next()) {
      if (from.field() == 1) {
        if (addresses.size() == MAX_ADDRESSES) {
          throw new NetException("a peer record has at most " + MAX_ADDRESSES + " addresses");
        }
        address(from.bytes()).ifPresent(addresses::add);
      }
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

  private byte[] toBytes() {
    ProtobufWriter to = new ProtobufWriter().bytes(1, peer.toBytes()).number(2, sequence);
    for (Multiaddr address : addresses) {
      to.message(3, new ProtobufWriter().bytes(1, address.toBytes()));
    }
    return to.toBytes();
  }
}
