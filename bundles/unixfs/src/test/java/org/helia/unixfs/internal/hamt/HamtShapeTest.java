package org.helia.unixfs.internal.hamt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.helia.api.codec.MalformedBlockException;
import org.helia.testkit.fixture.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HamtShapeTest {
  @ParameterizedTest
  @CsvSource({"8,0,0", "16,15,F", "32,1,01", "256,171,AB", "512,511,1FF", "1024,10,00A"})
  void prefix_slot_isUpperCaseOfFixedWidth(int fanout, int slot, String prefix) {
    assertThat(new HamtShape(fanout).prefix(slot)).isEqualTo(prefix);
  }

  @ParameterizedTest
  @CsvSource({"8,21", "16,16", "256,8", "1024,6"})
  void levels_fanout_useUpTheHash(int fanout, int levels) {
    assertThat(new HamtShape(fanout).levels()).isEqualTo(levels);
  }

  @Test
  void slot_levels_takeTheBitsFromTheHighest() {
    long hash = 0x01_23_45_67_89_AB_CD_EFL;
    assertThat(new HamtShape(256).slot(hash, 0)).isEqualTo(0x01);
    assertThat(new HamtShape(256).slot(hash, 7)).isEqualTo(0xEF);
    assertThat(new HamtShape(1024).slot(hash, 1)).isEqualTo(0b10_0011_0100);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4, 24, 255, 2048, Long.MAX_VALUE, 1L << 40})
  void of_fanoutThatIsNone_isRefused(long fanout) {
    assertThatThrownBy(() -> HamtShape.of(fanout))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("fanout of " + fanout);
  }

  @Test
  void bitfield_slots_isOneNumberWithoutLeadingZeros() {
    BitSet slots = new BitSet();
    slots.set(0);
    slots.set(17);
    assertThat(HamtShape.bitfield(slots)).isEqualTo(Hex.bytes("020001"));
    assertThat(new HamtShape(256).slots(ByteBuffer.wrap(Hex.bytes("020001")))).isEqualTo(slots);
    assertThat(new HamtShape(256).slots(ByteBuffer.wrap(Hex.bytes("00020001")))).isEqualTo(slots);
  }

  @Test
  void slots_bitfieldLongerThanTheFanout_isRefused() {
    assertThatThrownBy(() -> new HamtShape(8).slots(ByteBuffer.wrap(new byte[2])))
        .isInstanceOf(MalformedBlockException.class);
  }
}
