package org.helia.multiformats.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.helia.multiformats.MultiformatsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes are the examples of protobuf's own description of its encoding. */
class ProtobufTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @Test
  void write_examplesOfTheSpecification_areThoseBytes() {
    assertThat(new ProtobufWriter().number(1, 150).toBytes()).isEqualTo(hex("089601"));
    assertThat(new ProtobufWriter().text(2, "testing").toBytes())
        .isEqualTo(hex("120774657374696e67"));
    assertThat(new ProtobufWriter().message(3, new ProtobufWriter().number(1, 150)).toBytes())
        .isEqualTo(hex("1a03089601"));
    assertThat(new ProtobufWriter().number(1, -2).toBytes())
        .isEqualTo(hex("08feffffffffffffffff01"));
  }

  @Test
  void read_fieldsThatAreNotAskedFor_skipsThem() {
    ProtobufReader from =
        new ProtobufReader(hex("089601" + "0901020304050607081203616263" + "2501020304" + "3001"));
    assertThat(from.next()).isTrue();
    assertThat(from.next()).isTrue();
    assertThat(from.next()).isTrue();
    assertThat(from.field()).isEqualTo(2);
    assertThat(from.text()).isEqualTo("abc");
    assertThat(from.next()).isTrue();
    assertThat(from.next()).isTrue();
    assertThat(from.field()).isEqualTo(6);
    assertThat(from.number()).isEqualTo(1);
    assertThat(from.next()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "08, ends in the middle",
    "0a05aa, announces 5 bytes",
    "0affffffffffffffffff01, announces 18446744073709551615 bytes",
    "08ffffffffffffffffffff01, at most 10 bytes",
    "00, number from 1",
    "08ffffffffffffffffff02, at most 64 bits",
    "0b, ends in the middle",
    "0b08, ends in the middle",
    "0b14, group 1 ends as group 2",
    "0c, unknown wire type 4",
    "0e, unknown wire type 6"
  })
  void read_damagedMessage_saysWhatIsWrong(String bytes, String message) {
    assertThatThrownBy(
            () -> {
              ProtobufReader from = new ProtobufReader(hex(bytes));
              from.next();
              from.next();
            })
        .isInstanceOf(MultiformatsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void read_groups_skipsThem() {
    // Group 2 with a number, another group 2 and text in it; then field 1.
    ProtobufReader from =
        new ProtobufReader(hex("13" + "0801" + "1314" + "1a0161" + "14" + "0807"));
    assertThat(from.next()).isTrue();
    assertThat(from.field()).isEqualTo(2);
    assertThat(from.next()).isTrue();
    assertThat(from.field()).isEqualTo(1);
    assertThat(from.number()).isEqualTo(7);
    assertThat(from.next()).isFalse();
  }

  @Test
  void read_groupsDeeperThanTheLimit_throws() {
    ProtobufReader from = new ProtobufReader(hex("0b".repeat(1_000) + "0c".repeat(1_000)));
    assertThat(from.next()).isTrue();
    assertThatThrownBy(from::next).hasMessageContaining("at most 32 deep");
  }

  @Test
  void lenientText_notUtf8_isReplaced() {
    ProtobufReader from = new ProtobufReader(hex("0a0361ff62"));
    from.next();
    assertThat(from.lenientText()).isEqualTo("a\ufffdb");
  }

  @Test
  void text_notUtf8_throws() {
    ProtobufReader from = new ProtobufReader(hex("0a01ff"));
    from.next();
    assertThatThrownBy(from::text).hasMessageContaining("field 1 is not UTF-8");
  }

  @Test
  void number_ofOtherType_throws() {
    ProtobufReader from = new ProtobufReader(hex("0a01ff"));
    from.next();
    assertThatThrownBy(from::number).hasMessageContaining("wire type 2, not 0");
  }

  @Property
  void read_whatWasWritten_isTheSame(@ForAll long number, @ForAll byte[] bytes) {
    byte[] inner = new ProtobufWriter().number(1, number).bytes(2, bytes).toBytes();
    ProtobufReader outer = new ProtobufReader(new ProtobufWriter().bytes(1_000, inner).toBytes());
    assertThat(outer.next()).isTrue();
    assertThat(outer.field()).isEqualTo(1_000);
    ProtobufReader from = outer.message();
    assertThat(from.next()).isTrue();
    assertThat(from.number()).isEqualTo(number);
    assertThat(from.next()).isTrue();
    assertThat(from.bytes()).isEqualTo(bytes);
    assertThat(from.next()).isFalse();
  }
}
