package org.helia.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first vectors of SipHash's reference implementation (vectors.h, 128 bits, CC0). */
class KeyedHashTest {
  @ParameterizedTest
  @CsvSource({
    "0, a3817f04ba25a8e66df67214c7550293",
    "1, da87c1d86b99af44347659119b22fc45",
    "2, 8177228da4a45dc7fca38bdef60affe4",
    "3, 9c70b60c5267a94e5f33b6b02985ed51"
  })
  void of_referenceVectors_areThose(int length, String expected) {
    byte[] input = new byte[length];
    for (int i = 0; i < length; i++) {
      input[i] = (byte) i;
    }
    KeyedHash.Value value = new KeyedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L).of(input);
    byte[] bytes =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(value.low())
            .putLong(value.high())
            .array();
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected);
  }
}
