package org.helia.testkit.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.helia.api.codec.ExtendableHasher;
import org.helia.api.codec.Hasher;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.concurrent.Together;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Hasher} must do. Extend it for a bundle and give it all the bundle's hashers;
 * the vectors of third parties for their functions are found by name.
 */
public abstract class HasherContract {
  private static final int THREADS = 4;
  private static final int ROUNDS = 200;

  /** All hashers of the bundle. */
  protected abstract Collection<? extends Hasher> hashers();

  private Map<String, Hasher> byName() {
    return hashers().stream().collect(Collectors.toMap(Hasher::name, Function.identity()));
  }

  /** The vectors for these functions. */
  @TestFactory
  Stream<DynamicTest> digest_vectorOfAThirdParty_isTheMultihash() {
    Map<String, Hasher> known = byName();
    List<Fixture> vectors = new ArrayList<>();
    for (String file : List.of("sum.json", "values.json", "generated.json")) {
      FixtureFile.read("multihash/" + file).cases().stream()
          .filter(given -> known.containsKey(given.text("name")))
          .filter(given -> given.text("result", "ok").equals("ok"))
          .forEach(vectors::add);
    }
    return DynamicTest.stream(
        vectors.iterator(),
        Fixture::toString,
        given -> requireDigest(Objects.requireNonNull(known.get(given.text("name"))), given));
  }

  private static void requireDigest(Hasher hasher, Fixture given) {
    byte[] input =
        given.has("input_hex")
            ? given.bytes("input_hex")
            : given.text("input_utf8").getBytes(UTF_8);
    Multihash expected = Multihash.fromBytes(given.bytes("multihash_hex"));

    byte[] digest =
        hasher instanceof ExtendableHasher extendable
            ? extendable.digest(input, expected.digestLength())
            : hasher.digest(input);

    assertThat(expected.code()).isEqualTo(hasher.code());
    assertThat(expected.digestIsPrefixOf(digest)).isTrue();
    if (given.has("length") && given.number("length") < 0) {
      assertThat(hasher.digest(input)).hasSize(expected.digestLength());
    }
  }

  /** Every function has at least one vector, so that none is offered unchecked. */
  @Test
  void hashers_all_haveAVectorOfAThirdParty() {
    assertThat(byName()).isNotEmpty();
    List<String> known =
        Stream.of("sum.json", "values.json", "generated.json")
            .flatMap(file -> FixtureFile.read("multihash/" + file).cases().stream())
            .map(given -> given.text("name"))
            .distinct()
            .toList();
    assertThat(known).containsAll(byName().keySet());
  }

  /** Code and name are those of the multicodec table. */
  @Test
  void name_everyFunction_isTheRegisteredOne() {
    byName()
        .forEach(
            (name, hasher) ->
                assertThat(Multicodec.byCode(hasher.code()).map(Multicodec::name))
                    .isEqualTo(Optional.of(name)));
  }

  /** The input is neither kept nor changed, and each result is a new array. */
  @Test
  void digest_calledTwice_givesNewArraysAndLeavesTheInput() {
    byte[] input = {1, 2, 3};
    for (Hasher hasher : hashers()) {
      byte[] digest = hasher.digest(input);

      assertThat(hasher.digest(input)).isEqualTo(digest).isNotSameAs(digest).isNotSameAs(input);
      assertThat(input).containsExactly(1, 2, 3);
    }
  }

  /** Shorter digests of extendable functions are beginnings of longer ones. */
  @Test
  void digest_extendable_hasTheAskedLength() {
    byte[] input = {1, 2, 3};
    for (Hasher hasher : hashers()) {
      if (hasher instanceof ExtendableHasher extendable) {
        byte[] longest = extendable.digest(input, Multihash.MAX_DIGEST_LENGTH);
        assertThat(longest).hasSize(Multihash.MAX_DIGEST_LENGTH).startsWith(hasher.digest(input));
        IntStream.of(1, 20, 33, 127)
            .forEach(
                length ->
                    assertThat(longest)
                        .startsWith(extendable.digest(input, length))
                        .as("%s of %d bytes", hasher.name(), length));
      }
    }
  }

  /** Any number of threads may call at once. */
  @Test
  void digest_manyThreads_doNotDisturbOneAnother() throws InterruptedException {
    for (Hasher hasher : hashers()) {
      byte[] input = new byte[1000];
      byte[] expected = hasher.digest(input);
      Together.run(
          THREADS,
          thread -> {
            for (int i = 0; i < ROUNDS; i++) {
              assertThat(hasher.digest(input)).isEqualTo(expected);
            }
          });
    }
  }
}
