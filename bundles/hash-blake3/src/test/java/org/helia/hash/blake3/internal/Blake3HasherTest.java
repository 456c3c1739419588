package org.helia.hash.blake3.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multihash;
import org.helia.testkit.codec.HasherContract;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.params.ParameterizedTest;

class Blake3HasherTest extends HasherContract {
  private static final int PERIOD = 251;

  private final Blake3Hasher hasher = new Blake3Hasher();

  @Override
  protected Collection<Hasher> hashers() {
    return List.of(hasher);
  }

  @ParameterizedTest
  @FixtureSource("multihash/blake3.json")
  void digest_officialVector_isTheDigestOfEachLength(Fixture given) {
    byte[] input = new byte[(int) given.number("input_len")];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) (i % PERIOD);
    }
    byte[] extended = given.bytes("xof131_hex");

    assertThat(hasher.digest(input)).isEqualTo(given.bytes("digest32_hex"));
    assertThat(Multihash.of(hasher.code(), hasher.digest(input)))
        .isEqualTo(Multihash.fromBytes(given.bytes("multihash_hex")));
    assertThat(hasher.digest(input, extended.length)).isEqualTo(extended);
  }
}
