package org.helia.ipld.car;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.helia.api.car.CarIndexKind;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CarIndexTest {
  private static final long DATA_SIZE = 1L << 40;

  @TempDir Path folder;

  /** Hashes of three functions and lengths, many of which begin alike, some of which are equal. */
  private static List<Multihash> hashes(int count) {
    Random random = new Random(1);
    List<Multihash> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] digest = new byte[i % 3 == 0 ? 20 : 32];
      random.nextBytes(digest);
      if (i % 5 == 0) {
        Arrays.fill(digest, 0, 12, (byte) 0xaa);
      }
      long function = i % 7 == 0 ? Multicodec.BLAKE2B_256 : Multicodec.SHA2_256;
      hashes.add(i % 11 == 10 ? hashes.get(i - 10) : Multihash.of(function, digest));
    }
    return hashes;
  }

  private static byte[] write(CarIndexKind kind, List<Multihash> hashes, int maxInMemory)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarIndexWriter writer = new CarIndexWriter(kind, maxInMemory)) {
      for (int i = 0; i < hashes.size(); i++) {
        writer.add(hashes.get(i), i * 100L);
      }
      writer.writeTo(out);
    }
    return out.toByteArray();
  }

  private CarIndex open(byte[] index) throws IOException {
    return new CarIndex(CarFile.open(Files.write(folder.resolve("index"), index)), 0, DATA_SIZE);
  }

  @ParameterizedTest
  @CsvSource({
    "SORTED,0",
    "SORTED,1",
    "SORTED,5000",
    "MULTIHASH_SORTED,0",
    "MULTIHASH_SORTED,1",
    "MULTIHASH_SORTED,5000"
  })
  void find_everyHash_leadsToItsSections(CarIndexKind kind, int count) throws IOException {
    List<Multihash> hashes = hashes(count);
    CarIndex index = open(write(kind, hashes, 1000));

    assertThat(index.kind()).isEqualTo(kind);
    assertThat(index.count()).isEqualTo(count);
    for (int i = 0; i < count; i++) {
      long offset = i * 100L;
      assertThat(index.find(hashes.get(i), found -> found == offset)).isTrue();
    }
    Multihash absent = Multihash.of(Multicodec.SHA2_256, new byte[32]);
    assertThat(index.find(absent, offset -> true)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(CarIndexKind.class)
  void writeTo_sortedInParts_isTheSame(CarIndexKind kind) throws IOException {
    List<Multihash> hashes = hashes(3000);
    byte[] atOnce = write(kind, hashes, 10_000);

    assertThat(write(kind, hashes, 7)).isEqualTo(atOnce);
    assertThat(write(kind, hashes, 1000)).isEqualTo(atOnce);
  }

  @Test
  void entries_all_comeSorted() throws IOException {
    CarIndex index = open(write(CarIndexKind.MULTIHASH_SORTED, hashes(1000), 100));
    List<byte[]> seen = new ArrayList<>();
    index
        .entries()
        .forEachRemaining(
            entry ->
                seen.add(
                    ByteBuffer.allocate(100)
                        .putLong(entry.function())
                        .putInt(entry.digest().length)
                        .put(entry.digest())
                        .array()));

    assertThat(seen).hasSize(1000).isSortedAccordingTo(Arrays::compareUnsigned);
  }
}
