package org.helia.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.fixtures.Fixture;
import org.helia.multiformats.fixtures.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class VarintTest {
  @ParameterizedTest
  @FixtureSource("varint/valid.json")
  void write_valid_isAsInTheVector(Fixture vector) throws IOException {
    long value = vector.number("value");
    byte[] expected = vector.bytes("hex");

    assertThat(Varint.size(value)).isEqualTo(expected.length).isEqualTo(vector.number("bytes"));
    assertThat(Varint.encode(value)).isEqualTo(expected);
    ByteBuffer buffer = ByteBuffer.allocate(expected.length);
    Varint.write(value, buffer);
    assertThat(buffer.array()).isEqualTo(expected);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Varint.write(value, stream);
    assertThat(stream.toByteArray()).isEqualTo(expected);
    byte[] array = new byte[expected.length + 1];
    assertThat(Varint.write(value, array, 1)).isEqualTo(array.length);
    assertThat(array).endsWith(expected);
  }

  @ParameterizedTest
  @FixtureSource("varint/valid.json")
  void read_valid_isAsInTheVector(Fixture vector) throws IOException {
    byte[] bytes = vector.bytes("hex");

    assertThat(Varint.read(ByteBuffer.wrap(bytes))).isEqualTo(vector.number("value"));
    assertThat(Varint.read(new ByteArrayInputStream(bytes))).isEqualTo(vector.number("value"));
    assertThat(Varint.readIfPresent(new ByteArrayInputStream(bytes)))
        .hasValue(vector.number("value"));
  }

  @ParameterizedTest
  @FixtureSource("varint/invalid.json")
  void read_invalid_isRefused(Fixture vector) {
    byte[] bytes = vector.bytes("hex");
    boolean cut = vector.text("reason").matches("empty|truncated");

    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Varint.read(ByteBuffer.wrap(bytes)));
    assertThatThrownBy(() -> Varint.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(cut ? EOFException.class : MultiformatsException.class);
  }

  @Test
  void readIfPresent_atTheEndOfTheStream_isEmpty() throws IOException {
    assertThat(Varint.readIfPresent(new ByteArrayInputStream(new byte[0]))).isEmpty();
  }

  @Test
  void readIfPresent_insideAVarint_isAnUnexpectedEnd() {
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> Varint.readIfPresent(new ByteArrayInputStream(new byte[] {(byte) 0x80})));
  }

  @Test
  void read_endlessStream_stopsAfterNineBytes() {
    InputStream endless =
        new InputStream() {
          int reads;

          @Override
          public int read() {
            assertThat(++reads).isLessThanOrEqualTo(Varint.MAX_SIZE);
            return 0xff;
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            throw new AssertionError("a varint is read byte by byte");
          }
        };

    assertThatExceptionOfType(MultiformatsException.class).isThrownBy(() -> Varint.read(endless));
  }

  @Test
  void read_twoInARow_leavesTheRest() throws IOException {
    byte[] bytes = {(byte) 0x80, 0x01, 0x05, 0x7f};
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    ByteArrayInputStream stream = new ByteArrayInputStream(bytes);

    assertThat(Varint.read(buffer)).isEqualTo(128);
    assertThat(Varint.read(buffer)).isEqualTo(5);
    assertThat(buffer.remaining()).isEqualTo(1);
    assertThat(Varint.read(stream)).isEqualTo(128);
    assertThat(Varint.read(stream)).isEqualTo(5);
    assertThat(stream.available()).isEqualTo(1);
  }

  @Test
  void write_negative_isRefusedAndNamed() {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Varint.encode(-5))
        .withMessageContaining("-5");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Varint.write(-1, ByteBuffer.allocate(10)));
  }

  @Property
  void read_ofWritten_isTheSame(@ForAll @LongRange(min = 0) long value) throws IOException {
    byte[] bytes = Varint.encode(value);

    assertThat(bytes).hasSize(Varint.size(value));
    assertThat(Varint.read(ByteBuffer.wrap(bytes))).isEqualTo(value);
    assertThat(Varint.read(new ByteArrayInputStream(bytes))).isEqualTo(value);
  }

  @Property
  void read_anyBytes_isWrittenTheSameOrRefused(@ForAll @Size(max = 12) byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      long value = Varint.read(buffer);
      assertThat(Varint.encode(value)).isEqualTo(Arrays.copyOf(bytes, buffer.position()));
    } catch (MultiformatsException refused) {
      assertThat(refused).hasMessageContaining("varint");
    }
  }
}
