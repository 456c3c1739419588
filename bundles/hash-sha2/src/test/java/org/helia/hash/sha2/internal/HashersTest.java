package org.helia.hash.sha2.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.concurrent.Together;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HashersTest {
  private static final Map<String, Hasher> BY_NAME =
      Stream.of(new IdentityHasher(), new Sha256Hasher(), new Sha384Hasher(), new Sha512Hasher())
          .collect(Collectors.toMap(Hasher::name, Function.identity()));

  static List<Fixture> ofOurFunctions() {
    List<Fixture> cases =
        Stream.of("multihash/sum.json", "multihash/values.json")
            .flatMap(file -> FixtureFile.read(file).cases().stream())
            .filter(given -> BY_NAME.containsKey(given.text("name")))
            .toList();
    assertThat(cases).hasSizeGreaterThan(20);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("ofOurFunctions")
  void digest_fixture_isTheMultihash(Fixture given) {
    Hasher hasher = BY_NAME.get(given.text("name"));
    byte[] input =
        given.has("input_hex")
            ? given.bytes("input_hex")
            : given.text("input_utf8").getBytes(UTF_8);
    byte[] digest = hasher.digest(input);

    assertThat(Multihash.of(hasher.code(), Arrays.copyOf(digest, length(given, digest))))
        .isEqualTo(Multihash.fromBytes(given.bytes("multihash_hex")));
  }

  private static int length(Fixture given, byte[] full) {
    if (given.has("bits")) {
      return (int) given.number("bits") / 8;
    }
    return given.number("length") < 0 ? full.length : (int) given.number("length");
  }

  @Test
  void digest_sha384_isTheVectorOfFips180() {
    assertThat(BY_NAME.get("sha2-384").digest("abc".getBytes(UTF_8)))
        .asHexString()
        .isEqualToIgnoringCase(
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
                + "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  }

  @Test
  void name_everyFunction_isTheRegisteredOne() {
    BY_NAME.forEach(
        (name, hasher) ->
            assertThat(Multicodec.byCode(hasher.code()).map(Multicodec::name))
                .isEqualTo(Optional.of(name)));
  }

  @Test
  void digest_manyThreads_doNotDisturbOneAnother() throws Exception {
    Hasher hasher = new Sha256Hasher();
    byte[] input = new byte[1000];
    byte[] expected = hasher.digest(input);

    Together.run(
        8,
        thread -> {
          for (int i = 0; i < 2000; i++) {
            assertThat(hasher.digest(input)).isEqualTo(expected);
          }
        });
  }

  @Test
  void digest_identity_isACopy() {
    byte[] input = {1, 2, 3};

    byte[] digest = new IdentityHasher().digest(input);

    assertThat(digest).isEqualTo(input).isNotSameAs(input);
  }
}
