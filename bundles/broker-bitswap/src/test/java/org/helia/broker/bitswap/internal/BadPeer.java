package org.helia.broker.bitswap.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.helia.api.block.Block;
import org.helia.api.net.Connection;
import org.helia.api.net.Stream;
import org.helia.broker.bitswap.internal.wire.Message;
import org.helia.broker.bitswap.internal.wire.Payload;
import org.helia.broker.bitswap.internal.wire.Presence;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.broker.bitswap.internal.wire.WantType;
import org.helia.broker.bitswap.internal.wire.WireInput;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.net.MemoryNetwork;

/** A peer that says to have all blocks, and answers badly. */
final class BadPeer {
  /** What it does when it is asked for a block. */
  enum Habit {
    /** It sends other bytes under the block's prefix. */
    LIES,
    /** It sends nothing. */
    SILENT,
    /** It takes some blocks for sent that were lost, until the question is taken back. */
    FORGETS,
    /** It sends each block twice. */
    TWICE,
    /** It sends blocks that nobody asked for, and not the others. */
    UNASKED,
    /** It leaves after a few blocks. */
    DIES,
    /** It does not even say what it has. */
    DEAF,
    /** It sends what is no message. */
    GARBAGE
  }

  private static final int BLOCKS_BEFORE_DEATH = 3;
  private static final int LOST_EVERY = 50;

  private final Habit habit;
  private final Map<Cid, Block> blocks = new HashMap<>();
  private final Set<Cid> takenForSent = new HashSet<>();
  private int sent;

  private BadPeer(Habit habit, List<Block> blocks) {
    this.habit = habit;
    blocks.forEach(block -> this.blocks.put(block.cid(), block));
  }

  /** Speaks Bitswap on a host from now on. */
  static void join(MemoryNetwork network, int number, Habit habit, List<Block> blocks) {
    BadPeer peer = new BadPeer(habit, blocks);
    network.host(number).speak(ProtocolVersion.V1_2_0.protocol(), peer::handle);
  }

  private void handle(Stream stream) {
    WireInput in = new WireInput(stream);
    for (Optional<Message> message = Message.read(in);
        message.isPresent();
        message = Message.read(in)) {
      answer(message.get(), stream.connection());
    }
  }

  private void answer(Message message, Connection connection) {
    if (habit == Habit.DEAF) {
      return;
    }
    if (habit == Habit.GARBAGE) {
      try (Stream stream = connection.open(ProtocolVersion.V1_2_0.protocol())) {
        stream.write(ByteBuffer.wrap(new byte[] {10, 0x7f, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
      }
      return;
    }
    List<Payload> payloads = new ArrayList<>();
    List<Presence> presences = new ArrayList<>();
    for (WantEntry want : message.wants()) {
      if (want.cancel()) {
        takenForSent.remove(want.cid());
        continue;
      }
      if (want.type() == WantType.HAVE) {
        presences.add(new Presence(want.cid(), true));
      } else {
        send(blocks.get(want.cid()), payloads);
      }
    }
    try (Stream stream = connection.open(ProtocolVersion.V1_2_0.protocol())) {
      new Message(false, List.of(), payloads, presences, 0).write(stream, ProtocolVersion.V1_2_0);
    }
    if (habit == Habit.DIES && sent > BLOCKS_BEFORE_DEATH) {
      connection.close();
    }
  }

  private void send(Block block, List<Payload> payloads) {
    sent++;
    Payload right = Payload.of(block);
    switch (habit) {
      case LIES ->
          payloads.add(new Payload(right.prefix(), SampleBlocks.bytes(sent, block.size())));
      case TWICE -> payloads.addAll(List.of(right, right));
      case UNASKED -> payloads.add(Payload.of(SampleBlocks.raw(-sent, block.size())));
      case DIES -> payloads.add(right);
      case FORGETS -> {
        if (sent % LOST_EVERY != 0 && !takenForSent.contains(block.cid())) {
          payloads.add(right);
        } else {
          takenForSent.add(block.cid());
        }
      }
      default -> {}
    }
  }
}
