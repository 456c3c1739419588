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

  @ParameterizedTest
  @CsvSource({
    "0a, a number does not end",
    "0a05, a field is longer than the message",
    "0affffffff0f00, a field is longer than the message",
    "0affffffffffffffffff01, a field is longer than the message",
    "0affffffffffffffffffff01, a number does not end",
    "0805, field 1 is not of bytes",
    "2b00, a field of wire type 3",
    "2d010203, a field is longer than the message"
  })
  void decode_malformed_isRefusedWithTheReason(String hex, String reason) {
    assertThatExceptionOfType(HandshakeException.class)
        .isThrownBy(() -> decode(hex))
        .withMessage("the remote's Noise payload is malformed: " + reason);
  }
}
