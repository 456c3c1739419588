package org.helia.broker.bitswap.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static Cid cid(int seed) {
    return SampleBlocks.raw(seed, 10).cid();
  }

  @Property(tries = 200)
  void message_written_isReadAgain(
      @ForAll boolean full,
      @ForAll @Size(max = 20) List<Integer> wants,
      @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 100_000) Integer> blockSizes,
      @ForAll @Size(max = 20) List<Boolean> presences,
      @ForAll @IntRange(min = 0) int pendingBytes) {
    List<WantEntry> entries = new ArrayList<>();
    for (int i = 0; i < wants.size(); i++) {
      WantType type = i % 2 == 0 ? WantType.BLOCK : WantType.HAVE;
      entries.add(new WantEntry(cid(i), wants.get(i), i % 3 == 0, type, i % 5 == 0));
    }
    List<Payload> blocks =
        blockSizes.stream().map(size -> Payload.of(SampleBlocks.raw(size, size))).toList();
    List<Presence> said = new ArrayList<>();
    for (boolean has : presences) {
      said.add(new Presence(cid(said.size()), has));
    }
    Message message = new Message(full, entries, blocks, said, pendingBytes);
    Message read = Wire.read(Wire.write(message, ProtocolVersion.V1_2_0));
    assertThat(read.full()).isEqualTo(full);
    assertThat(read.wants()).isEqualTo(entries);
    assertThat(read.presences()).isEqualTo(said);
    assertThat(read.pendingBytes()).isEqualTo(pendingBytes);
    assertThat(read.blocks()).hasSameSizeAs(blocks);
    for (int i = 0; i < blocks.size(); i++) {
      assertThat(read.blocks().get(i).prefix()).isEqualTo(blocks.get(i).prefix());
      assertThat(read.blocks().get(i).data()).isEqualTo(blocks.get(i).data());
    }
  }

  @Test
  void read_tooLong_isRefusedBeforeAnythingIsAllocated() {
    byte[] length = ByteBuffer.allocate(5).put(new byte[] {-1, -1, -1, -1, 7}).array();
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> Wire.read(length))
        .withMessageContaining("over the limit");
  }

  @Test
  void read_blockOver2MiB_isRefused() {
    Payload large = new Payload(BlockPrefix.V0, new byte[Payload.MAX_DATA_BYTES + 1]);
    byte[] bytes =
        Wire.write(
            new Message(false, List.of(), List.of(large), List.of(), 0), ProtocolVersion.V1_2_0);
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> Wire.read(bytes));
  }

  @Test
  void read_cutOff_isRefused() {
    byte[] bytes =
        Wire.write(
            new Message(true, List.of(WantEntry.block(cid(1), 1)), List.of(), List.of(), 0),
            ProtocolVersion.V1_2_0);
    for (int size = 1; size < bytes.length; size++) {
      byte[] part = java.util.Arrays.copyOf(bytes, size);
      assertThatExceptionOfType(WireException.class).isThrownBy(() -> Wire.read(part));
    }
  }

  @Test
  void read_moreWantsThanTaken_leavesTheRestOut() {
    List<WantEntry> wants = new ArrayList<>();
    for (int i = 0; i < Message.MAX_WANTS + 10; i++) {
      wants.add(WantEntry.have(cid(i), 1));
    }
    Message read =
        Wire.read(
            Wire.write(new Message(false, wants, List.of(), List.of(), 0), ProtocolVersion.V1_2_0));
    assertThat(read.wants()).hasSize(Message.MAX_WANTS);
  }

  @Test
  void read_groups_areSkipped() {
    // Group 9 with a number and another group in it, then pendingBytes.
    assertThat(Wire.read(hex("08" + "4b" + "0801" + "4b4c" + "4c" + "2807")).pendingBytes())
        .isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"034b0801", "034b5400", "014c", "024b0b", "024e01"})
  void read_groupsThatDoNotEnd_areRefused(String bytes) {
    assertThatExceptionOfType(WireException.class).isThrownBy(() -> Wire.read(hex(bytes)));
  }

  @Test
  void read_groupsDeeperThanTheLimit_areRefused() {
    byte[] bytes = hex("d00f" + "4b".repeat(1_000) + "4c".repeat(1_000));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> Wire.read(bytes))
        .withMessageContaining("too deep");
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
