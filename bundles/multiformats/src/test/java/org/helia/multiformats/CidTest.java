package org.helia.multiformats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.fixtures.Fixture;
import org.helia.multiformats.fixtures.FixtureSource;
import org.helia.multiformats.internal.Quoted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {
  private static final String V0 = "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n";
  private static final String V0_AS_V1 =
      "bafybeihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  private static final String IDENTITY_128 =
      "bafkqbaabijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqs"
          + "cijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqs"
          + "cijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbeeqscijbee";
  private static final String IDENTITY_129 =
      "bafkqbaibifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqk"
          + "bifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqk"
          + "bifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqkbifaucqi";

  @ParameterizedTest
  @FixtureSource("cid/valid.json")
  void parse_everyString_givesPartsAndBytes(Fixture vector) throws GeneralSecurityException {
    Cid expected = Cid.fromBytes(vector.bytes("bytes_hex"));
    Fixture strings = vector.object("strings");

    for (String base : strings.names()) {
      Cid cid = Cid.parse(strings.text(base));
      assertThat(cid).isEqualTo(expected).hasSameHashCodeAs(expected);
      assertThat(cid.toString(Multibase.byName(base).orElseThrow())).isEqualTo(strings.text(base));
    }
    assertThat(expected.toBytes()).isEqualTo(vector.bytes("bytes_hex"));
    assertThat(expected.version()).isEqualTo(vector.number("version"));
    assertThat(expected.codec()).isEqualTo(vector.number("codec_code"));
    assertThat(Multicodec.nameOf(expected.codec())).isEqualTo(vector.text("codec"));
    assertThat(expected.multihash().code()).isEqualTo(vector.number("hash_code"));
    assertThat(expected.multihash().digest()).isEqualTo(vector.bytes("digest_hex"));
    assertThat(expected.toString())
        .isEqualTo(strings.text(expected.version() == 0 ? "base58btc" : "base32"));
    if (expected.multihash().code() == Multicodec.SHA2_256) {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(vector.bytes("data_hex"));
      assertThat(expected.multihash().digestEquals(sum)).isTrue();
    }
  }

  @ParameterizedTest
  @FixtureSource("cid/invalid.json")
  void parse_invalid_isRefused(Fixture vector) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(
            () -> {
              if (vector.has("string")) {
                Cid.parse(vector.text("string"));
              } else {
                Cid.fromBytes(vector.bytes("hex"));
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ipfs/" + V0,
        "ipfs://" + V0_AS_V1,
        V0 + "/file",
        " " + V0,
        V0 + "\n",
        "z" + V0,
        "QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR10",
        "1111111111111111111111111111111111111111111111"
      })
  void parse_otherThanOneCid_isRefusedAndQuoted(String text) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Cid.parse(text))
        .withMessageStartingWith("Not a CID: " + Quoted.of(text) + ": ");
  }

  @Test
  void parse_oversize_isRefusedBeforeItIsDecoded() {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Cid.parse("b" + "a".repeat(100_000_000)))
        .withMessage("A CID has at most 32937 characters, found 100000001");
  }

  @Test
  void parse_longestCidInBase2_isRead() {
    byte[] identity = new byte[3 + Multihash.MAX_IDENTITY_READ_LENGTH];
    identity[1] = (byte) 0x80;
    identity[2] = 0x20;
    Cid longest = Cid.v1(Long.MAX_VALUE, Multihash.fromBytes(identity));
    String text = longest.toString(Multibase.BASE2);

    // The limit leaves room for a hash code of 9 bytes, where that of identity has one.
    assertThat(longest.size()).isEqualTo(Cid.MAX_SIZE - 8);
    assertThat(text).hasSize(Cid.MAX_TEXT_LENGTH - 64);
    assertThat(Cid.parse(text)).isEqualTo(longest);
  }

  /** The test vectors of IPIP-512. */
  @Test
  void parse_identityCids_tellsThoseThatNoBlockMayHave() {
    Cid most = Cid.parse(IDENTITY_128);
    Cid more = Cid.parse(IDENTITY_129);

    assertThat(most.multihash().digest()).hasSize(128).containsOnly('B');
    assertThat(most.multihash().isOversizedIdentity()).isFalse();
    assertThat(more.multihash().digest()).hasSize(129).containsOnly('A');
    assertThat(more.multihash().isOversizedIdentity()).isTrue();
    assertThat(more).hasToString(IDENTITY_129);
  }

  @ParameterizedTest
  @CsvSource({
    "00701220, 'A CID is of version 0 or 1, but this begins with 0'",
    "02701220, 'A CID is of version 0 or 1, but this begins with 2'",
    "81007012, 'A varint must be minimal, but 1 is written in 2 bytes'",
    "1301aa, 'A CID is of version 0 or 1, but this begins with 19'",
    "1201aa, 'CIDv0 needs a sha2-256 multihash of 32 bytes, found sha2-256 of 1 bytes'",
    "01550001aabb, 'Expected a CID of 5 bytes, found 1 more behind it'",
    "0155008120, 'A digest has at most 4096 bytes, this identity multihash has 4097'"
  })
  void fromBytes_malformed_isRefusedWithTheReason(String hex, String message) {
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Cid.fromBytes(HexFormat.of().parseHex(hex)))
        .withMessage(message);
  }

  @Test
  void read_followedByOtherBytes_leavesThem() {
    byte[] v0 = Cid.parse(V0).toBytes();
    ByteBuffer from = ByteBuffer.allocate(100).put(v0).put(Cid.parse(V0_AS_V1).toBytes());
    from.put((byte) 7).flip();

    assertThat(Cid.read(from)).hasToString(V0);
    assertThat(Cid.read(from)).hasToString(V0_AS_V1);
    assertThat(from.remaining()).isEqualTo(1);
  }

  @Test
  void toV1_andBack_keepsTheMultihash() {
    Cid v0 = Cid.parse(V0);
    Cid v1 = v0.toV1();

    assertThat(v1).hasToString(V0_AS_V1).isNotEqualTo(v0).isEqualTo(Cid.parse(V0_AS_V1));
    assertThat(v1.multihash()).isEqualTo(v0.multihash());
    assertThat(v1.toV0()).isEqualTo(v0);
    assertThat(v0.toV0()).isSameAs(v0);
    assertThat(v1.toV1()).isSameAs(v1);
  }

  @Test
  void toV0_ofWhatV0CannotSay_isRefused() {
    Multihash sha2 = Cid.parse(V0).multihash();
    Multihash identity = Multihash.of(Multicodec.IDENTITY, new byte[32]);

    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Cid.v1(Multicodec.RAW, sha2).toV0())
        .withMessageContaining("raw");
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> Cid.v1(Multicodec.DAG_PB, identity).toV0())
        .withMessageContaining("identity");
    assertThatExceptionOfType(MultiformatsException.class).isThrownBy(() -> Cid.v0(identity));
    assertThatExceptionOfType(MultiformatsException.class).isThrownBy(() -> Cid.v1(-1, sha2));
  }

  @Test
  void toString_v0InAnotherBase_isRefused() {
    Cid v0 = Cid.parse(V0);

    assertThat(v0.toString(Multibase.BASE58BTC)).isEqualTo(V0);
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> v0.toString(Multibase.BASE32))
        .withMessageContaining("base32");
  }

  @Property
  void read_ofWritten_isEqual(
      @ForAll @LongRange(min = 0) long codec,
      @ForAll @LongRange(min = 0) long code,
      @ForAll @Size(max = 128) byte[] digest,
      @ForAll Multibase base) {
    Cid cid = Cid.v1(codec, Multihash.of(code, digest));
    ByteBuffer buffer = ByteBuffer.allocate(cid.size());
    cid.writeTo(buffer);

    assertThat(buffer.array()).isEqualTo(cid.toBytes());
    assertThat(Cid.read(buffer.flip())).isEqualTo(cid).hasSameHashCodeAs(cid);
    if (base != Multibase.PROQUINT || cid.size() % 2 == 0) {
      assertThat(Cid.parse(cid.toString(base))).isEqualTo(cid);
    }
  }

  @Property
  void compareTo_isThatOfTheBytes(
      @ForAll @LongRange(min = 0, max = 300) long codecA,
      @ForAll @LongRange(min = 0, max = 300) long codecB,
      @ForAll @Size(max = 128) byte[] a,
      @ForAll @Size(max = 128) byte[] b,
      @ForAll boolean v0) {
    Cid left = v0 ? Cid.parse(V0) : Cid.v1(codecA, Multihash.of(0, a));
    Cid right = Cid.v1(codecB, Multihash.of(0, b));

    assertThat(Integer.signum(left.compareTo(right)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(left.toBytes(), right.toBytes())))
        .isEqualTo(-Integer.signum(right.compareTo(left)));
    assertThat(left.equals(right)).isEqualTo(left.compareTo(right) == 0);
  }

  @Property
  void fromBytes_anyBytes_isWrittenTheSameOrRefused(@ForAll @Size(max = 40) byte[] tail) {
    byte[] bytes = tail.clone();
    if (bytes.length > 2) {
      bytes[0] = 1;
      bytes[2] = 0;
    }
    try {
      assertThat(Cid.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    } catch (MultiformatsException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Property
  void parse_anyText_isReadOrRefused(@ForAll String text) {
    try {
      assertThat(Cid.parse(Cid.parse(text).toString())).isEqualTo(Cid.parse(text));
    } catch (MultiformatsException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }
}
