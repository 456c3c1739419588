package org.helia.car.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.car.MalformedCarException;
import org.helia.ipld.car.CarReader;
import org.helia.ipld.car.CarSection;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.testkit.fixture.FixtureSource;
import org.helia.testkit.fixture.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarReaderTest {
  private static final String EMPTY_CAR = "11a265726f6f7473806776657273696f6e01";

  static Stream<Fixture> readable() {
    return files("ok");
  }

  static Stream<Fixture> broken() {
    return files("error");
  }

  private static Stream<Fixture> files(String expected) {
    return FixtureFile.read("car/read.json").cases().stream()
        .filter(given -> given.text("expect").equals(expected));
  }

  @ParameterizedTest
  @MethodSource("readable")
  void next_readableFile_isTheListOfSections(Fixture given) throws Exception {
    byte[] car = CarBytes.fixture(given.text("file"));
    List<CarSection> sections = CarBytes.sections(car);

    assertThat(new CarReader(new ByteArrayInputStream(car)).roots())
        .extracting(Cid::toString)
        .isEqualTo(given.texts("roots"));
    assertThat(sections).hasSize((int) given.number("sections"));
    assertThat(sections.stream().map(section -> section.block().cid()).distinct())
        .hasSize((int) given.number("unique_blocks"));
    assertThat(digestOf(sections)).isEqualTo(given.text("section_list_sha256"));
  }

  private static String digestOf(List<CarSection> sections) throws NoSuchAlgorithmException {
    String lines =
        sections.stream()
            .map(s -> "%s %d %d\n".formatted(s.block().cid(), s.blockOffset(), s.block().size()))
            .collect(Collectors.joining());
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(sha256.digest(lines.getBytes()));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void next_brokenFile_isRefused(Fixture given) {
    assertRefused(CarBytes.fixture(given.text("file")));
  }

  @ParameterizedTest
  @FixtureSource("car/read-invalid.json")
  void next_brokenBytes_isRefused(Fixture given) {
    assertRefused(given.bytes("hex"));
  }

  private static void assertRefused(byte[] car) {
    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> CarBytes.sections(car))
        .withMessageMatching("(?s)the CAR is broken at byte \\d+: .+");
  }

  @Test
  void next_sectionOfLengthZero_isRefusedWhereItIs() {
    byte[] car = CarBytes.fixture("sample-v1-with-zero-len-section2.car");

    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> CarBytes.sections(car))
        .withMessageContaining("a section of 0 bytes")
        .satisfies(e -> assertThat(e.offset()).isEqualTo(20_819));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80c2d72f", // 100,000,000
        "ffffffff0f", // 2^32-1
        "ffffffffffffffff7f", // 2^63-1
      })
  void next_hugeLength_isRefusedByItsLimit(String varint) {
    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> CarBytes.sections(Hex.bytes(varint)))
        .withMessageContaining("where 1 to 4194304 may be")
        .satisfies(e -> assertThat(e.offset()).isZero());
    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> CarBytes.sections(Hex.bytes(EMPTY_CAR + varint)))
        .withMessageContaining("where 1 to " + CarReader.MAX_SECTION_BYTES + " may be")
        .satisfies(e -> assertThat(e.offset()).isEqualTo(18));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // cut off in the header's length
        "8100", // not minimal
        "0aa16776657273696f6e01", // no roots
        "1aa3636162630065726f6f7473806776657273696f6e01", // one more entry
        "12a265726f6f7473f66776657273696f6e01", // roots are null
        "12a265726f6f7473816776657273696f6e01", // a root that is text
        "11a265726f6f7473806776657273696f6e00", // version 0
        "0ea16776657273696f6e6376312e30", // version is text
        "0180", // a list
        "0aa16776657273696f6e02", // a CARv2 that ends behind the pragma
      })
  void read_malformedHeader_isRefused(String hex) {
    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> new CarReader(new ByteArrayInputStream(Hex.bytes(hex))));
  }

  @Test
  void next_blockAtTheLimit_isReadAndOneMoreByteRefused() {
    Block largest = SampleBlocks.raw(1, Block.MAX_OUTSIDE_BYTES);
    Block tooLarge = SampleBlocks.raw(1, Block.MAX_OUTSIDE_BYTES + 1);

    assertThat(CarBytes.sections(CarBytes.of(List.of(), List.of(largest))))
        .extracting(section -> section.block().bytes())
        .containsExactly(largest.bytes());
    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> CarBytes.sections(CarBytes.of(List.of(), List.of(largest, tooLarge))))
        .withMessageContaining(tooLarge.cid().toString())
        .withMessageContaining("over the limit of 2097152");
  }

  @Test
  void next_streamThatGivesOneByteAtATime_isReadTheSame() {
    byte[] car = CarBytes.fixture("carv1-basic.car");
    InputStream slow =
        new ByteArrayInputStream(car) {
          @Override
          public int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, 1));
          }
        };
    CarReader reader = new CarReader(slow);

    for (CarSection expected : CarBytes.sections(car)) {
      assertThat(reader.next())
          .hasValueSatisfying(
              section -> {
                assertThat(section.offset()).isEqualTo(expected.offset());
                assertThat(section.block().bytes()).isEqualTo(expected.block().bytes());
              });
    }
    assertThat(reader.next()).isEmpty();
    assertThat(reader.position()).isEqualTo(car.length);
  }

  @Test
  void next_v2_isReadToTheEndOfTheStream() throws Exception {
    InputStream in = new ByteArrayInputStream(CarBytes.fixture("sample-rw-bs-v2.car"));
    CarReader reader = new CarReader(in);
    while (reader.next().isPresent()) {
      // Until the end.
    }

    assertThat(in.read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3200000000000000" + "1200000000000000", // data begins in the header
        "3300000000000000" + "0000000000000000", // no data
        "3300000000000000" + "ffffffffffffffff", // negative size
        "ffffffffffffff7f" + "1200000000000000", // data far behind the end
        "3300000000000000" + "1300000000000000", // one byte more than there is
        "3300000000000000" + "1100000000000000", // cut in the header of the CARv1
      })
  void read_v2WithWrongOffsets_isRefused(String offsets) {
    byte[] car =
        Hex.bytes(
            "0aa16776657273696f6e02" + "00".repeat(16) + offsets + "00".repeat(8) + EMPTY_CAR);

    assertRefused(car);
  }

  @Test
  void read_v2InV2_isRefused() {
    String pragma = "0aa16776657273696f6e02";
    String header = "00".repeat(16) + "3300000000000000" + "0b00000000000000" + "00".repeat(8);

    assertThatExceptionOfType(MalformedCarException.class)
        .isThrownBy(() -> CarBytes.sections(Hex.bytes(pragma + header + pragma)))
        .withMessageContaining("must be of version 1");
  }
}
