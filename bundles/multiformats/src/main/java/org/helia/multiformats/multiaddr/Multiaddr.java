package org.helia.multiformats.multiaddr;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;
import org.helia.multiformats.internal.addr.UnixFormat;
import org.helia.multiformats.peer.PeerId;

/**
 * A network address: one or more protocols with their values, from the network inwards, such as
 * {@code /ip4/127.0.0.1/tcp/4001/p2p/12D3KooW…}. Immutable; two addresses are equal when their
 * bytes are.
 *
 * @see <a href="https://github.com/multiformats/multiaddr">multiaddr specification</a>
 */
public final class Multiaddr implements Comparable<Multiaddr> {
  /** The longest address in bytes. */
  public static final int MAX_SIZE = 4_096;

  /** The longest text that is read, in characters: every byte percent-encoded. */
  public static final int MAX_TEXT_LENGTH = 3 * MAX_SIZE;

  private final List<Component> components;
  private final byte[] bytes;
  private final int hash;

  private Multiaddr(List<Component> components) {
    this.components = components;
    this.bytes = toBytes(components);
    this.hash = Arrays.hashCode(bytes);
  }

  private static byte[] toBytes(List<Component> components) {
    int size = 0;
    for (Component component : components) {
      size += component.size();
    }
    if (size > MAX_SIZE) {
      throw new MultiformatsException(
          "A multiaddr has at most " + MAX_SIZE + " bytes, found " + size);
    }
    ByteBuffer to = ByteBuffer.allocate(size);
    for (Component component : components) {
      component.writeTo(to);
    }
    return to.array();
  }

  /**
   * An address of components.
   *
   * @param components at least one; the list is copied
   * @return the address
   * @throws MultiformatsException if there is none, if one follows a {@link Protocol#UNIX} path
   *     that takes up the rest of the address, or if they have more than {@value #MAX_SIZE} bytes
   */
  public static Multiaddr of(List<Component> components) {
    if (components.isEmpty()) {
      throw new MultiformatsException("A multiaddr has at least one component, this has none");
    }
    for (int i = 0; i < components.size() - 1; i++) {
      Component component = components.get(i);
      if (component.protocol() == Protocol.UNIX && UnixFormat.isLast(component.valueBytes())) {
        throw new MultiformatsException("Nothing can follow " + component + " in a multiaddr");
      }
    }
    return new Multiaddr(List.copyOf(components));
  }

  /**
   * Reads text. Slashes at the end are skipped.
   *
   * @param text one address
   * @return the address
   * @throws MultiformatsException if the text is not an address, or longer than {@value
   *     #MAX_TEXT_LENGTH} characters
   */
  public static Multiaddr parse(String text) {
    if (text.length() > MAX_TEXT_LENGTH) {
      throw new MultiformatsException(
          "A multiaddr has at most " + MAX_TEXT_LENGTH + " characters, found " + text.length());
    }
    try {
      return of(components(withoutSlashesAtTheEnd(text)));
    } catch (MultiformatsException e) {
      throw new MultiformatsException(
          "Not a multiaddr: " + Quoted.of(text) + ": " + e.getMessage(), e);
    }
  }

  private static String withoutSlashesAtTheEnd(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }

  private static List<Component> components(String text) {
    List<Component> components = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '/') {
        throw new MultiformatsException("A multiaddr begins with a slash");
      }
      int nameEnd = endOfSegment(text, at + 1);
      Protocol protocol = protocol(text.substring(at + 1, nameEnd));
      at = protocol.hasValue() ? endOfValue(protocol, text, nameEnd) : nameEnd;
      components.add(
          protocol.hasValue()
              ? Component.of(protocol, text.substring(nameEnd + 1, at))
              : Component.of(protocol));
    }
    return components;
  }

  private static Protocol protocol(String name) {
    return Protocol.byName(name)
        .orElseThrow(() -> new MultiformatsException("There is no protocol " + Quoted.of(name)));
  }

  private static int endOfValue(Protocol protocol, String text, int nameEnd) {
    if (nameEnd == text.length()) {
      throw new MultiformatsException(protocol + " needs a value");
    }
    return protocol == Protocol.UNIX
        ? UnixFormat.endOfValue(text, nameEnd + 1)
        : endOfSegment(text, nameEnd + 1);
  }

  private static int endOfSegment(String text, int from) {
    int slash = text.indexOf('/', from);
    return slash < 0 ? text.length() : slash;
  }

  /**
   * Reads bytes.
   *
   * @param bytes exactly one address; they are copied
   * @return the address
   * @throws MultiformatsException if the bytes are not an address, or more than {@value #MAX_SIZE}
   */
  public static Multiaddr fromBytes(byte[] bytes) {
    if (bytes.length > MAX_SIZE) {
      throw new MultiformatsException(
          "A multiaddr has at most " + MAX_SIZE + " bytes, found " + bytes.length);
    }
    ByteBuffer from = ByteBuffer.wrap(bytes);
    List<Component> components = new ArrayList<>();
    while (from.hasRemaining()) {
      components.add(Component.read(from));
    }
    return of(components);
  }

  /**
   * The components, from the network inwards.
   *
   * @return an unmodifiable list of one or more
   */
  public List<Component> components() {
    return components;
  }

  /**
   * The address as bytes.
   *
   * @return a copy
   */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * Whether the protocol occurs.
   *
   * @param protocol a protocol
   * @return true if there is a component of it
   */
  public boolean has(Protocol protocol) {
    return indexOfLast(protocol) >= 0;
  }

  /**
   * The value of the first component of a protocol, without percent-encoding.
   *
   * @param protocol a protocol
   * @return the value, or empty when there is no such component or it has no value
   */
  public Optional<String> value(Protocol protocol) {
    for (Component component : components) {
      if (component.protocol() == protocol) {
        return component.value();
      }
    }
    return Optional.empty();
  }

  /**
   * The peer that the address leads to. In a relayed address that is the one behind the relay, not
   * the relay.
   *
   * @return the last peer id behind the last relay, or empty when there is none
   */
  public Optional<PeerId> peerId() {
    int peer = indexOfLast(Protocol.P2P);
    return peer > indexOfLast(Protocol.P2P_CIRCUIT)
        ? Optional.of(PeerId.fromBytes(components.get(peer).valueBytes()))
        : Optional.empty();
  }

  private int indexOfLast(Protocol protocol) {
    for (int i = components.size() - 1; i >= 0; i--) {
      if (components.get(i).protocol() == protocol) {
        return i;
      }
    }
    return -1;
  }

  /**
   * This address with another one inside it.
   *
   * @param inner what comes behind
   * @return the longer address
   * @throws MultiformatsException as for {@link #of}
   */
  public Multiaddr encapsulate(Multiaddr inner) {
    List<Component> all = new ArrayList<>(components);
    all.addAll(inner.components);
    return of(all);
  }

  /**
   * This address up to where another one occurs in it for the last time.
   *
   * @param inner what to take away, together with everything behind it
   * @return the shorter address; this one when the other does not occur; empty when nothing is left
   */
  public Optional<Multiaddr> decapsulate(Multiaddr inner) {
    for (int i = components.size() - inner.components.size(); i >= 0; i--) {
      if (components.subList(i, i + inner.components.size()).equals(inner.components)) {
        return firstComponents(i);
      }
    }
    return Optional.of(this);
  }

  /**
   * This address up to where a protocol occurs in it for the last time.
   *
   * @param inner the protocol to take away, together with everything behind it
   * @return the shorter address; this one when the protocol does not occur; empty when nothing is
   *     left
   */
  public Optional<Multiaddr> decapsulate(Protocol inner) {
    int last = indexOfLast(inner);
    return last < 0 ? Optional.of(this) : firstComponents(last);
  }

  private Optional<Multiaddr> firstComponents(int count) {
    return count == 0
        ? Optional.empty()
        : Optional.of(new Multiaddr(List.copyOf(components.subList(0, count))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Multiaddr that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Compares as {@link #toBytes} compare, byte by byte, unsigned. */
  @Override
  public int compareTo(Multiaddr other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  /** The address as text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(3 * bytes.length);
    for (Component component : components) {
      text.append(component);
    }
    return text.toString();
  }
}
