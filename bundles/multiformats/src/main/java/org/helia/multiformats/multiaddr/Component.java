package org.helia.multiformats.multiaddr;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Varint;

/** One protocol of a {@link Multiaddr} with its value, such as {@code /tcp/4001}. Immutable. */
public final class Component {
  private static final byte[] NONE = {};

  private final Protocol protocol;
  private final byte[] bytes;
  private final String text;

  private Component(Protocol protocol, byte[] bytes) {
    this.protocol = protocol;
    this.bytes = bytes;
    this.text = "/" + protocol + (protocol.hasValue() ? "/" + protocol.format().print(bytes) : "");
  }

  /**
   * A component without a value.
   *
   * @param protocol one that takes no value
   * @return the component
   * @throws MultiformatsException if the protocol takes one
   */
  public static Component of(Protocol protocol) {
    if (protocol.hasValue()) {
      throw new MultiformatsException(protocol + " needs a value");
    }
    return new Component(protocol, NONE);
  }

  /**
   * A component with a value.
   *
   * @param protocol one that takes a value
   * @param text the value as it stands in an address: for {@link Protocol#UNIX} and {@link
   *     Protocol#HTTP_PATH} percent-encoded
   * @return the component
   * @throws MultiformatsException if the protocol takes no value, or not this one
   */
  public static Component of(Protocol protocol, String text) {
    try {
      return new Component(protocol, protocol.format().parse(text));
    } catch (MultiformatsException e) {
      throw new MultiformatsException(protocol + ": " + e.getMessage(), e);
    }
  }

  /** Reads the component at the buffer's position and advances past it. */
  static Component read(ByteBuffer from) {
    long code = Varint.read(from);
    Protocol protocol =
        Protocol.byCode(code)
            .orElseThrow(() -> new MultiformatsException("There is no protocol with code " + code));
    long length = protocol.valueLength().orElse(-1);
    if (length < 0) {
      length = Varint.read(from);
    }
    if (length > from.remaining()) {
      throw new MultiformatsException(
          String.format(
              "The value of %s has %d bytes, found only %d", protocol, length, from.remaining()));
    }
    byte[] bytes = new byte[(int) length];
    from.get(bytes);
    return new Component(protocol, bytes);
  }

  /**
   * The protocol.
   *
   * @return the protocol
   */
  public Protocol protocol() {
    return protocol;
  }

  /**
   * The value as people use it, without percent-encoding.
   *
   * @return the value, or empty when the protocol takes none
   */
  public Optional<String> value() {
    return protocol.hasValue() ? Optional.of(protocol.format().value(bytes)) : Optional.empty();
  }

  /**
   * The value as bytes, without its length.
   *
   * @return a copy, empty when the protocol takes no value
   */
  public byte[] valueBytes() {
    return bytes.clone();
  }

  /** The length of the component in an address's bytes. */
  int size() {
    int prefix = protocol.valueLength().isPresent() ? 0 : Varint.size(bytes.length);
    return Varint.size(protocol.code()) + prefix + bytes.length;
  }

  /** Writes the component as it stands in an address's bytes. */
  void writeTo(ByteBuffer to) {
    Varint.write(protocol.code(), to);
    if (protocol.valueLength().isEmpty()) {
      Varint.write(bytes.length, to);
    }
    to.put(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Component that
        && protocol == that.protocol
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + Long.hashCode(protocol.code());
  }

  /** The component as it stands in an address's text, with the slash in front. */
  @Override
  public String toString() {
    return text;
  }
}
