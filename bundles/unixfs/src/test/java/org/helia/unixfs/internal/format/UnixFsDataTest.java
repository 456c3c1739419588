package org.helia.unixfs.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.helia.api.codec.MalformedBlockException;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.helia.testkit.fixture.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class UnixFsDataTest {
  @ParameterizedTest
  @FixtureSource("unixfs/data-messages.json")
  void decode_message_givesItsFields(Fixture given) {
    assertThat(decode(given.bytes("hex"))).isEqualTo(message(given.object("fields")));
  }

  @ParameterizedTest
  @FixtureSource("unixfs/data-messages.json")
  void encode_fields_givesTheMessage(Fixture given) {
    assertThat(message(given.object("fields")).encode()).isEqualTo(given.bytes("hex"));
  }

  @ParameterizedTest
  @FixtureSource("unixfs/data-messages-lenient.json")
  void decode_unusualMessage_givesItsFields(Fixture given) {
    assertThat(decode(given.bytes("hex"))).isEqualTo(message(given.object("fields")));
  }

  @ParameterizedTest
  @FixtureSource("unixfs/data-messages-invalid.json")
  void decode_invalidMessage_isRefused(Fixture given) {
    assertThatThrownBy(() -> decode(given.bytes("hex")))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("not UnixFS");
  }

  @Test
  void decode_unknownFields_passesOverThem() {
    String unknown = "48ff01" + "51" + "0102030405060708" + "5a03616263" + "65" + "01020304";
    assertThat(decode(Hex.bytes("0801" + unknown))).isEqualTo(UnixFsData.directory());
  }

  @Test
  void decode_groups_areRefused() {
    assertThatThrownBy(() -> decode(Hex.bytes("08014b4c")))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("wire type 3");
  }

  @Test
  void decode_repeatedField_takesTheLast() {
    assertThat(decode(Hex.bytes("08011802080218051807"))).isEqualTo(UnixFsData.file(7, List.of()));
  }

  @Test
  void decode_zeroNanoseconds_isRefusedAsTheSpecificationSays() {
    assertThatThrownBy(() -> decode(Hex.bytes("0801420708051500000000")))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("0 nanoseconds");
  }

  @Test
  void decode_sizeOver63Bits_isRefused() {
    assertThatThrownBy(() -> decode(Hex.bytes("080218ffffffffffffffffff01")))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("18446744073709551615");
  }

  @Test
  void decode_moreBlocksizesThanAnyBlockHasLinks_isRefusedEarly() {
    ByteBuffer message = ByteBuffer.allocate(2 + 5 + UnixFsData.MAX_BLOCKSIZES + 1);
    message.put(Hex.bytes("080222"));
    PbOutput.varint(message, UnixFsData.MAX_BLOCKSIZES + 1);
    message.position(0);
    assertThatThrownBy(() -> UnixFsData.decode(message))
        .isInstanceOf(MalformedBlockException.class)
        .hasMessageContaining("262144 block sizes");
  }

  @Property
  void decode_anyBytes_succeedsOrSaysWhatIsMalformed(@ForAll byte[] bytes) {
    try {
      UnixFsData message = decode(bytes);
      assertThat(decode(message.encode())).isEqualTo(message);
    } catch (MalformedBlockException e) {
      assertThat(e).hasMessageContaining("not UnixFS");
    }
  }

  private static UnixFsData decode(byte[] bytes) {
    return UnixFsData.decode(ByteBuffer.wrap(bytes));
  }

  private static UnixFsData message(Fixture fields) {
    return new UnixFsData(
        type(fields.text("type")),
        fields.has("data_hex") ? ByteBuffer.wrap(fields.bytes("data_hex")) : null,
        number(fields, "filesize"),
        fields.has("blocksizes")
            ? fields.texts("blocksizes").stream().map(Long::valueOf).toList()
            : List.of(),
        fields.has("hash_type") ? Long.decode(fields.text("hash_type")) : null,
        number(fields, "fanout"),
        fields.has("mode") ? (Integer) (int) fields.number("mode") : null,
        fields.has("mtime") ? time(fields.object("mtime")) : null);
  }

  private static Long number(Fixture fields, String name) {
    return fields.has(name) ? (Long) fields.number(name) : null;
  }

  private static UnixTime time(Fixture mtime) {
    return new UnixTime(mtime.number("secs"), (int) mtime.number("nsecs"));
  }

  private static DataType type(String name) {
    return switch (name) {
      case "file" -> DataType.FILE;
      case "directory" -> DataType.DIRECTORY;
      case "symlink" -> DataType.SYMLINK;
      case "hamt-sharded-directory" -> DataType.HAMT_SHARD;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
