package org.helia.net.noise.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.helia.api.net.HandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {
  private static Payload decode(String hex) {
    return Payload.decode(HexFormat.of().parseHex(hex));
  }

  @Test
  void decode_webtransportAndUnknownFields_areSkipped() {
    // certificate hashes, a muxer, a number, 8 and 4 fixed bytes, bytes in field 3, key, signature
    Payload payload =
        decode(
            "220a"
                + "0a0401020304"
                + "12022f61"
                + "2805"
                + "310102030405060708"
                + "3d01020304"
                + "1a0100"
                + "0a020506"
                + "120107");

    assertThat(payload.muxers()).containsExactly("/a");
    assertThat(payload.identityKey()).containsExactly(5, 6);
    assertThat(payload.signature()).containsExactly(7);
  }

  @Test
  void decode_manyMuxers_keepsThirtyTwo() {
    String muxer = "12012f";

    assertThat(decode("22" + "c801" + "1a00" + muxer.repeat(66)).muxers())
        .hasSize(Payload.MAX_MUXERS);
  }

  @Test
  void decode_repeatedFields_countAsInProtobuf() {
    // Key, signature and extensions twice, a group between them.
    Payload payload =
        decode(
            "0a0105"
                + "120106"
                + "220412022f61"
                + "2b080a2c"
                + "0a0107"
                + "120108"
                + "220412022f62");

    assertThat(payload.identityKey()).containsExactly(7);
    assertThat(payload.signature()).containsExactly(8);
    assertThat(payload.muxers()).containsExactly("/a", "/b");
  }

  @ParameterizedTest
  @CsvSource({
    "0a, ends in the middle of a number",
    "0a05, announces 5 bytes",
    "0affffffff0f00, announces 4294967295 bytes",
    "0affffffffffffffffff01, announces 18446744073709551615 bytes",
    "0affffffffffffffffffff01, at most 10 bytes",
    "0805, is of wire type 0",
    "220112, ends in the middle of a number",
    "0000, a number from 1",
    "2b00, a number from 1",
    "2d010203, announces 4 bytes"
  })
  void decode_malformed_isRefusedWithTheReason(String hex, String reason) {
    assertThatExceptionOfType(HandshakeException.class)
        .isThrownBy(() -> decode(hex))
        .withMessageStartingWith("the remote's Noise payload is malformed: ")
        .withMessageContaining(reason);
  }
}
