package org.helia.net.fetch.internal;

import java.util.Optional;
import org.helia.api.net.Fetch;
import org.helia.api.net.NetException;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.protobuf.ProtobufReader;
import org.helia.multiformats.protobuf.ProtobufWriter;

/**
 * The messages of the protocol.
 *
 * @see <a href="https://github.com/libp2p/specs/tree/master/fetch#message-format">the format</a>
 */
final class FetchMessages {
  /** What surrounds a key or a value, generously. */
  private static final int OVERHEAD_BYTES = 64;

  static final int MAX_REQUEST_BYTES = Fetch.MAX_KEY_BYTES + OVERHEAD_BYTES;
  static final int MAX_RESPONSE_BYTES = Fetch.MAX_VALUE_BYTES + OVERHEAD_BYTES;

  private static final int IDENTIFIER = 1;
  private static final int STATUS = 1;
  private static final int DATA = 2;

  private static final int OK = 0;
  private static final int NOT_FOUND = 1;

  /** Not in the specification; what js-libp2p says when its lookup fails. */
  private static final int ERROR = 2;

  private FetchMessages() {}

  static byte[] request(byte[] key) {
    return new ProtobufWriter().bytes(IDENTIFIER, key).toBytes();
  }

  /**
   * The key of a request.
   *
   * @throws NetException when it is none
   */
  static byte[] key(byte[] request) {
    byte[] key = {};
    try {
      ProtobufReader reader = new ProtobufReader(request);
      while (reader.next()) {
        if (reader.field() == IDENTIFIER) {
          key = reader.bytes();
        }
      }
    } catch (MultiformatsException e) {
      throw new NetException("a request to fetch is damaged: " + e.getMessage(), e);
    }
    if (key.length == 0 || key.length > Fetch.MAX_KEY_BYTES) {
      throw new NetException(
          "a request to fetch has a key of %d bytes; 1 to %d are allowed"
              .formatted(key.length, Fetch.MAX_KEY_BYTES));
    }
    return key;
  }

  static byte[] found(byte[] value) {
    return new ProtobufWriter().number(STATUS, OK).bytes(DATA, value).toBytes();
  }

  static byte[] notFound() {
    return new ProtobufWriter().number(STATUS, NOT_FOUND).toBytes();
  }

  static byte[] failed() {
    return new ProtobufWriter().number(STATUS, ERROR).toBytes();
  }

  /**
   * The value of a response; what a peer that found nothing sends besides is ignored.
   *
   * @throws NetException when it is none, or says that the peer failed
   */
  static Optional<byte[]> value(byte[] response) {
    long status = OK;
    byte[] data = {};
    try {
      ProtobufReader reader = new ProtobufReader(response);
      while (reader.next()) {
        switch (reader.field()) {
          case STATUS -> status = reader.number();
          case DATA -> data = reader.bytes();
          default -> {} // What later versions add.
        }
      }
    } catch (MultiformatsException e) {
      throw new NetException("the peer's answer is damaged: " + e.getMessage(), e);
    }
    if (status == NOT_FOUND) {
      return Optional.empty();
    }
    if (status != OK) {
      throw new NetException("the peer could not look the key up; its status is " + status);
    }
    if (data.length > Fetch.MAX_VALUE_BYTES) {
      throw new NetException(
          "the peer's value has %d bytes, over the limit of %d"
              .formatted(data.length, Fetch.MAX_VALUE_BYTES));
    }
    return Optional.of(data);
  }
}
