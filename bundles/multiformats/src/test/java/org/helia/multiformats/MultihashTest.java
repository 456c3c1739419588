package org.helia.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.fixtures.Fixture;
import org.helia.multiformats.fixtures.FixtureSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MultihashTest {
  /**
   * Those of the vectors' functions that the JDK has; the digests of all others are only parsed.
   */
  private static final Map<String, String> JDK_FUNCTIONS =
      Map.of(
          "md5", "MD5",
          "sha1", "SHA-1",
          "sha2-256", "SHA-256",
          "sha2-512", "SHA-512",
          "sha3-224", "SHA3-224",
          "sha3-256", "SHA3-256",
          "sha3-384", "SHA3-384",
          "sha3-512", "SHA3-512");

  @ParameterizedTest
  @FixtureSource("multihash/values.json")
  void parts_ofVector_makeTheSameBytes(Fixture vector) {
    byte[] bytes = vector.bytes("multihash_hex");
    Multihash multihash = Multihash.fromBytes(bytes);

    assertThat(multihash.code()).isEqualTo(code(vector));
    assertThat(multihash.digestLength()).isEqualTo(vector.number("bits") / 8);
    assertThat(Multihash.of(multihash.code(), multihash.digest()).toBytes()).isEqualTo(bytes);
    assertThat(Multibase.BASE58BTC.decodeRaw(multihash.toString())).isEqualTo(bytes);
  }

  private static long code(Fixture vector) {
    return vector.has("code")
        ? vector.number("code")
        : Multicodec.byName(vector.text("name")).orElseThrow().code();
  }

  @ParameterizedTest
  @FixtureSource("multihash/sum.json")
  void fromBytes_sum_holdsToTheLimit(Fixture vector) {
    byte[] bytes = vector.bytes("multihash_hex");

    if (vector.text("result").equals("error:ErrLenTooLarge")) {
      assertThatExceptionOfType(MultiformatsException.class)
          .isThrownBy(() -> Multihash.fromBytes(bytes))
          .withMessage("A digest has at most 128 bytes, this blake3 multihash has 129");
    } else {
      Multihash multihash = Multihash.fromBytes(bytes);
      assertThat(multihash.code()).isEqualTo(vector.number("code"));
      assertThat(multihash.toBytes()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("vectorsOfJdkFunctions")
  void digestIsPrefixOf_whatTheFunctionMakes_isTrue(Fixture vector)
      throws GeneralSecurityException {
    byte[] input =
        vector.has("input_hex")
            ? vector.bytes("input_hex")
            : vector.text("input_utf8").getBytes(StandardCharsets.UTF_8);
    byte[] full = MessageDigest.getInstance(JDK_FUNCTIONS.get(vector.text("name"))).digest(input);
    Multihash multihash = Multihash.fromBytes(vector.bytes("multihash_hex"));

    assertThat(multihash.digestIsPrefixOf(full)).isTrue();
    assertThat(multihash.digestEquals(full)).isEqualTo(multihash.digestLength() == full.length);
    full[0] ^= 1;
    assertThat(multihash.digestIsPrefixOf(full)).isFalse();
    assertThat(multihash.digestEquals(full)).isFalse();
  }

  static Stream<Fixture> vectorsOfJdkFunctions() {
    return Stream.of("multihash/values.json", "multihash/sum.json")
        .flatMap(file -> Fixture.read(file).stream())
        .filter(vector -> JDK_FUNCTIONS.containsKey(vector.text("name")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'The input ends after 0 bytes of a varint'",
    "12, 'The input ends after 0 bytes of a varint'",
    "1220aa, 'A sha2-256 multihash announces 32 bytes of digest, found only 1'",
    "1201aabb, 'Expected a multihash of 3 bytes, found 1 more behind it'",
    "128100aa, 'A varint must be minimal, but 1 is written in 2 bytes'",
    "12ffffffffffffffff7f, 'A digest has at most 128 bytes, this sha2-256 multihash has 9223372036854775807'",
    "008120, 'A digest has at most 4096 bytes, this identity multihash has 4097'"
  })
  void fromBytes_malformed_isRefusedWithTheReason(String hex, String message) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multihash.fromBytes(HexFormat.of().parseHex(hex)))
        .withMessage(message);
  }

  @Test
  void of_digestOrCodeOutOfRange_isRefused() {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multihash.of(Multicodec.IDENTITY, new byte[129]));
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Multihash.of(-1, new byte[1]));
    assertThat(Multihash.of(Multicodec.IDENTITY, new byte[128]).size()).isEqualTo(131);
    assertThat(Multihash.of(Multicodec.IDENTITY, new byte[128]).isOversizedIdentity()).isFalse();
  }

  @Test
  void read_identityThatOthersMadeTooLong_isToldAndWrittenTheSame() {
    Multihash multihash = identity(129);

    assertThat(multihash.isOversizedIdentity()).isTrue();
    assertThat(multihash.digestLength()).isEqualTo(129);
    assertThat(Multihash.fromBytes(multihash.toBytes())).isEqualTo(multihash);
    assertThat(identity(128).isOversizedIdentity()).isFalse();
    assertThat(identity(4096).digestLength()).isEqualTo(4096);
  }

  private static Multihash identity(int length) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + Varint.size(length) + length);
    bytes.put((byte) Multicodec.IDENTITY);
    Varint.write(length, bytes);
    return Multihash.fromBytes(bytes.array());
  }

  @Test
  void of_arrayChangedLater_isNotSeen() {
    byte[] digest = {1, 2, 3};
    Multihash multihash = Multihash.of(Multicodec.IDENTITY, digest);

    digest[0] = 9;
    multihash.digest()[1] = 9;

    assertThat(multihash.digest()).containsExactly(1, 2, 3);
  }

  @Test
  void read_followedByOtherBytes_leavesThem() {
    ByteBuffer from = ByteBuffer.wrap(HexFormat.of().parseHex("0001ab99"));

    assertThat(Multihash.read(from)).isEqualTo(Multihash.of(0, new byte[] {(byte) 0xab}));
    assertThat(from.remaining()).isEqualTo(1);
  }

  @Property
  void read_ofWritten_isEqual(
      @ForAll @LongRange(min = 0) long code, @ForAll @Size(max = 128) byte[] digest) {
    Multihash multihash = Multihash.of(code, digest);
    ByteBuffer buffer = ByteBuffer.allocate(multihash.size());
    multihash.writeTo(buffer);

    assertThat(buffer.array()).isEqualTo(multihash.toBytes());
    assertThat(Multihash.read(buffer.flip())).isEqualTo(multihash).hasSameHashCodeAs(multihash);
    assertThat(multihash.digestEquals(digest)).isTrue();
  }

  @Property
  void compareTo_isThatOfTheBytes(
      @ForAll @LongRange(min = 0, max = 300) long codeA,
      @ForAll @LongRange(min = 0, max = 300) long codeB,
      @ForAll @Size(max = 128) byte[] a,
      @ForAll @Size(max = 128) byte[] b) {
    requireSameOrder(Multihash.of(codeA, a), Multihash.of(codeB, b));
    assertThat(new TreeSet<>(List.of(Multihash.of(codeA, a)))).contains(Multihash.of(codeA, a));
  }

  @Property
  void compareTo_ofLongIdentities_isThatOfTheBytes(
      @ForAll @IntRange(max = 4096) int a, @ForAll @IntRange(max = 4096) int b) {
    requireSameOrder(identity(a), identity(b));
  }

  private static void requireSameOrder(Multihash left, Multihash right) {

    assertThat(Integer.signum(left.compareTo(right)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(left.toBytes(), right.toBytes())));
    assertThat(left.equals(right)).isEqualTo(left.compareTo(right) == 0);
  }

  @Property
  void fromBytes_anyBytes_isWrittenTheSameOrRefused(@ForAll @Size(max = 40) byte[] bytes) {
    try {
      assertThat(Multihash.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    } catch (MultiformatsException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }
}
