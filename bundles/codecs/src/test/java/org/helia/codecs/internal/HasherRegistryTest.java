package org.helia.codecs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.helia.api.codec.CodecCode;
import org.helia.api.codec.CodecException;
import org.helia.api.codec.ExtendableHasher;
import org.helia.api.codec.Hasher;
import org.helia.api.codec.InsecureHashException;
import org.helia.api.codec.UnknownHashException;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Multihash;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.concurrent.Background;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HasherRegistryTest {
  private static final int SWAPS = 300;
  private static final int CALLERS = 8;
  private static final byte[] FOO = "foo".getBytes(UTF_8);

  /** From go-multihash's tests. */
  private static final byte[] FOO_SHA2_256 =
      HexFormat.of().parseHex("2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae");

  private final FakeHashers functions = new FakeHashers();
  private final HasherRegistry hashers = new HasherRegistry(FixedConfig.PATIENT);

  @BeforeEach
  void bindFunctions() {
    functions.list().forEach(this::bind);
  }

  private void bind(Hasher hasher) {
    hashers.bindHasher(
        hasher,
        Map.of(CodecCode.PROPERTY, hasher.code(), "component.name", "hasher" + hasher.code()));
  }

  @Test
  void sum_sha2_isTheWholeDigest() {
    Multihash sum = hashers.sum(Multicodec.SHA2_256, FOO);

    assertThat(sum).isEqualTo(Multihash.of(Multicodec.SHA2_256, FOO_SHA2_256));
    assertThat(hashers.matches(sum, FOO)).isTrue();
    assertThat(hashers.matches(sum, "fop".getBytes(UTF_8))).isFalse();
  }

  @Test
  void sum_identityOverItsLimit_isRefused() {
    assertThat(hashers.sum(Multicodec.IDENTITY, new byte[128]).digestLength()).isEqualTo(128);
    assertThatExceptionOfType(MultiformatsException.class)
        .isThrownBy(() -> hashers.sum(Multicodec.IDENTITY, new byte[129]));
  }

  @Test
  void matches_truncatedDigest_comparesTheBeginning() {
    Multihash cut = sha2(Arrays.copyOf(FOO_SHA2_256, 20));
    byte[] changed = Arrays.copyOf(FOO_SHA2_256, 20);
    changed[19]++;

    assertThat(hashers.matches(cut, FOO)).isTrue();
    assertThat(hashers.matches(sha2(changed), FOO)).isFalse();
  }

  @Test
  void matches_digestLongerThanTheFunctions_isFalse() {
    assertThat(hashers.matches(sha2(Arrays.copyOf(FOO_SHA2_256, 33)), FOO)).isFalse();
  }

  @Test
  void matches_digestTooShort_isRefused() {
    Multihash cut = sha2(Arrays.copyOf(FOO_SHA2_256, 19));

    assertThatExceptionOfType(InsecureHashException.class)
        .isThrownBy(() -> hashers.matches(cut, FOO));
    assertThatExceptionOfType(InsecureHashException.class)
        .isThrownBy(() -> hashers.requireCheckable(cut));
  }

  @Test
  void matches_identity_isExactAtAnyLength() {
    for (int length : new int[] {0, 1, 19, 20, 128}) {
      byte[] bytes = new byte[length];
      Multihash identity = Multihash.of(Multicodec.IDENTITY, bytes);

      assertThat(hashers.matches(identity, bytes)).isTrue();
      assertThat(hashers.matches(identity, new byte[length + 1])).isFalse();
      hashers.requireCheckable(identity);
    }
  }

  @Test
  void matches_identityTooLong_isRefused() {
    byte[] bytes = new byte[3 + 129];
    bytes[1] = (byte) 0x81;
    bytes[2] = 0x01;
    Multihash oversized = Multihash.fromBytes(bytes);

    assertThatExceptionOfType(InsecureHashException.class)
        .isThrownBy(() -> hashers.matches(oversized, new byte[129]))
        .withMessageContaining("129 bytes");
    assertThatExceptionOfType(InsecureHashException.class)
        .isThrownBy(() -> hashers.requireCheckable(oversized));
  }

  @Test
  void matches_functionNotThere_isRefusedAtOnce() {
    Multihash blake3 = Multihash.of(Multicodec.BLAKE3, new byte[32]);

    assertThatExceptionOfType(UnknownHashException.class)
        .isThrownBy(() -> hashers.matches(blake3, FOO))
        .withMessageContaining(blake3.toString())
        .withMessageContaining("blake3 (0x1e)");
    assertThatExceptionOfType(UnknownHashException.class)
        .isThrownBy(() -> hashers.requireCheckable(blake3));
    assertThatExceptionOfType(UnknownHashException.class)
        .isThrownBy(() -> hashers.sum(Multicodec.BLAKE3, FOO));
  }

  @Test
  void list_hashers_areSortedByCode() {
    assertThat(hashers.list())
        .extracting(Hasher::code)
        .contains(Multicodec.IDENTITY, Multicodec.SHA2_256, Multicodec.SHA2_512)
        .isSorted();
  }

  @Test
  void matches_pluginSwappedUnderLoad_noCallFails() throws Exception {
    Multihash sum = sha2(FOO_SHA2_256);
    Hasher held = hashers.hasher(Multicodec.SHA2_256);
    Hasher last = functions.hasher(Multicodec.SHA2_256);
    try (Background callers =
        Background.repeat(
            CALLERS,
            thread -> {
              assertThat(hashers.matches(sum, FOO)).isTrue();
              assertThat(held.digest(FOO)).isEqualTo(FOO_SHA2_256);
            })) {
      for (int swap = 0; swap < SWAPS && callers.isWell(); swap++) {
        hashers.unbindHasher(last);
        last = new FakeHashers().hasher(Multicodec.SHA2_256);
        bind(last);
      }
    }
  }

  private static Multihash sha2(byte[] digest) {
    return Multihash.of(Multicodec.SHA2_256, digest);
  }

  @Test
  void sum_lengthGiven_isTheBeginningOfTheDigest() {
    assertThat(hashers.sum(Multicodec.SHA2_256, FOO, 20))
        .isEqualTo(Multihash.of(Multicodec.SHA2_256, Arrays.copyOf(FOO_SHA2_256, 20)));
    assertThat(hashers.sum(Multicodec.IDENTITY, FOO, 3))
        .isEqualTo(Multihash.of(Multicodec.IDENTITY, FOO));
  }

  @Test
  void sum_lengthThatTheFunctionDoesNotMake_isRefused() {
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> hashers.sum(Multicodec.SHA2_256, FOO, 33))
        .withMessage("sha2-256 makes a digest of 32 bytes, not 33");
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> hashers.sum(Multicodec.IDENTITY, FOO, 2));
    for (int length : new int[] {0, -1, 129}) {
      assertThatExceptionOfType(CodecException.class)
          .isThrownBy(() -> hashers.sum(Multicodec.SHA2_256, FOO, length))
          .withMessage("a digest has 1 to 128 bytes, not %d", length);
    }
  }

  @Test
  void sum_extendableFunction_hasTheAskedLengthAndMatches() {
    bind(new Repeating());

    Multihash usual = hashers.sum(Multicodec.BLAKE3, FOO);
    Multihash longer = hashers.sum(Multicodec.BLAKE3, FOO, 64);

    assertThat(usual.digestLength()).isEqualTo(32);
    assertThat(longer.digestLength()).isEqualTo(64);
    assertThat(hashers.matches(usual, FOO)).isTrue();
    assertThat(hashers.matches(longer, FOO)).isTrue();
    assertThat(hashers.matches(hashers.sum(Multicodec.BLAKE3, FOO, 20), FOO)).isTrue();
    assertThat(hashers.matches(longer, "fop".getBytes(UTF_8))).isFalse();
    assertThat(hashers.hasher(Multicodec.BLAKE3)).isInstanceOf(ExtendableHasher.class);
  }

  /** Repeats the SHA2-256 digest as often as is needed. */
  private final class Repeating implements ExtendableHasher {
    @Override
    public long code() {
      return Multicodec.BLAKE3;
    }

    @Override
    public String name() {
      return "repeating";
    }

    @Override
    public byte[] digest(byte[] bytes) {
      return digest(bytes, 32);
    }

    @Override
    public byte[] digest(byte[] bytes, int length) {
      byte[] once = functions.hasher(Multicodec.SHA2_256).digest(bytes);
      byte[] digest = new byte[length];
      for (int i = 0; i < length; i++) {
        digest[i] = once[i % once.length];
      }
      return digest;
    }
  }
}
