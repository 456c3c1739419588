package org.helia.broker.bitswap.internal.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.helia.api.net.ByteStream;

/**
 * A message of Bitswap.
 *
 * @param full whether the want list replaces what the peer has been asked for before
 * @param wants what changes in the want list
 * @param blocks what the peer had asked for
 * @param presences answers to what it had asked
 * @param pendingBytes how much is waiting to be sent to it besides
 */
public record Message(
    boolean full,
    List<WantEntry> wants,
    List<Payload> blocks,
    List<Presence> presences,
    int pendingBytes) {
  /**
   * The longest message that is read, in bytes: others fill messages with blocks up to 4 MiB, to
   * which the rest is added.
   *
   * @see <a href="https://specs.ipfs.tech/bitswap-protocol/#block-sizes">Block sizes</a>
   */
  public static final int MAX_BYTES = 4 * 1024 * 1024 + 256 * 1024;

  /** The most entries of a want list that are taken from one message; more are left out. */
  public static final int MAX_WANTS = 4_096;

  /** The most presences that are taken from one message; more are left out. */
  public static final int MAX_PRESENCES = 4_096;

  /** Copies the lists. */
  public Message {
    wants = List.copyOf(wants);
    blocks = List.copyOf(blocks);
    presences = List.copyOf(presences);
  }

  /** Whether it says nothing. */
  public boolean isEmpty() {
    return !full && wants.isEmpty() && blocks.isEmpty() && presences.isEmpty();
  }

  /**
   * Reads the next message.
   *
   * @return empty when the remote has ended its direction before it
   * @throws org.helia.api.net.NetException when it is no message, over a limit or cut off
   */
  public static Optional<Message> read(WireInput from) {
    if (!from.nextMessage(MAX_BYTES)) {
      return Optional.empty();
    }
    Builder builder = new Builder();
    while (from.nextField()) {
      builder.take(from);
    }
    return Optional.of(builder.build());
  }

  /**
   * Writes the message behind its length.
   *
   * @param version what the peer speaks; what it does not know is left out
   */
  public void write(ByteStream stream, ProtocolVersion version) {
    WireOutput to = new WireOutput();
    if (full || !wants.isEmpty()) {
      to.message(1, wantList());
    }
    for (Payload block : blocks) {
      if (version.hasPrefixes()) {
        to.message(3, new WireOutput().bytes(1, block.prefix().toBytes()).bytes(2, block.data()));
      } else {
        to.bytes(2, block.data());
      }
    }
    if (version.hasPresences()) {
      presences.forEach(each -> to.message(4, each.toOutput()));
      to.numberUnlessZero(5, pendingBytes);
    }
    to.writeTo(stream);
  }

  private WireOutput wantList() {
    WireOutput list = new WireOutput();
    wants.forEach(each -> list.message(1, each.toOutput()));
    return list.flag(2, full);
  }

  private static final class Builder {
    private boolean full;
    private final List<WantEntry> wants = new ArrayList<>();
    private final List<Payload> blocks = new ArrayList<>();
    private final List<Presence> presences = new ArrayList<>();
    private int pendingBytes;

    void take(WireInput from) {
      switch (from.field()) {
        case 1 -> from.message(this::takeWantList);
        case 2 -> blocks.add(Payload.readBare(from));
        case 3 -> blocks.add(from.message(Payload::read));
        case 4 -> add(presences, from.message(Presence::read), MAX_PRESENCES);
        case 5 -> pendingBytes = (int) from.number();
        default -> from.skip();
      }
    }

    private WireInput takeWantList(WireInput from) {
      while (from.nextField()) {
        switch (from.field()) {
          case 1 -> add(wants, from.message(WantEntry::read), MAX_WANTS);
          case 2 -> full = from.number() != 0;
          default -> from.skip();
        }
      }
      return from;
    }

    private static <T> void add(List<T> list, Optional<T> value, int atMost) {
      if (list.size() < atMost) {
        value.ifPresent(list::add);
      }
    }

    Message build() {
      return new Message(full, wants, blocks, presences, pendingBytes);
    }
  }
}
