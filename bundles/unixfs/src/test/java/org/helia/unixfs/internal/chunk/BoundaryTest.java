package org.helia.unixfs.internal.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.helia.api.unixfs.Chunker;
import org.helia.unixfs.internal.Contents;
import org.junit.jupiter.api.Test;

class BoundaryTest {
  /** What a chunker says, bit by bit, without the shortcuts of the real one. */
  private static long fingerprint(byte[] bytes, int end) {
    long rest = 0;
    for (int i = end - 16; i < end; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        rest = rest << 1 | (bytes[i] >> bit & 1);
        if ((rest >>> 53 & 1) != 0) {
          rest ^= 0x3df305dfb2a805L;
        }
      }
    }
    return rest;
  }

  private static int slowRabin(Chunker.Rabin sizes, byte[] bytes, int from, int to) {
    long mask = Integer.highestOneBit(sizes.avgBytes()) - 1L;
    int last = Math.min(to, from + sizes.maxBytes());
    int end = Math.min(last, from + sizes.minBytes());
    while (end < last && (fingerprint(bytes, end) & mask) != 0) {
      end++;
    }
    return end;
  }

  private static List<Integer> cuts(Boundary boundary, byte[] bytes) {
    List<Integer> cuts = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      at = boundary.next(bytes, at, bytes.length);
      cuts.add(at);
    }
    return cuts;
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void next_rabin_cutsWhereTheDefinitionSays(
      @ForAll("rabins") Chunker.Rabin sizes, @ForAll("smallContents") byte[] bytes) {
    assertThat(cuts(Boundary.of(sizes), bytes))
        .isEqualTo(cuts((b, from, to) -> slowRabin(sizes, b, from, to), bytes));
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void next_anyChunker_keepsToTheBounds(
      @ForAll("chunkers") Chunker chunker, @ForAll("contents") byte[] bytes) {
    int from = 0;
    for (int cut : cuts(Boundary.of(chunker), bytes)) {
      assertThat(cut - from).isPositive().isLessThanOrEqualTo(chunker.maxBytes());
      if (cut < bytes.length) {
        assertThat(cut - from).isGreaterThanOrEqualTo(chunker.minBytes());
      }
      from = cut;
    }
    assertThat(from).isEqualTo(bytes.length);
  }

  /** Content-defined: what comes after the greatest size cannot move a cut. */
  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void next_moreBytesAtHand_cutsInTheSamePlace(
      @ForAll("chunkers") Chunker chunker, @ForAll("contents") byte[] bytes) {
    Boundary boundary = Boundary.of(chunker);
    if (bytes.length > chunker.maxBytes()) {
      assertThat(boundary.next(bytes, 0, chunker.maxBytes()))
          .isEqualTo(boundary.next(bytes, 0, bytes.length));
    }
  }

  @Test
  void next_largeContent_cutsAtHashesAndNotOnlyAtBounds() throws Exception {
    byte[] bytes = Contents.chacha("cuts", 8_000_000).readAllBytes();
    for (Chunker chunker : List.of(Chunker.Rabin.DEFAULT, new Chunker.Buzhash())) {
      List<Integer> cuts = cuts(Boundary.of(chunker), bytes);
      int from = 0;
      int within = 0;
      for (int cut : cuts) {
        int size = cut - from;
        if (size > chunker.minBytes() && size < chunker.maxBytes()) {
          within++;
        }
        from = cut;
      }
      assertThat(within).isGreaterThan(cuts.size() / 2);
    }
  }

  @Test
  void next_bytesPutIn_movesOnlyTheCutsNearBy() throws Exception {
    byte[] before = Contents.chacha("shifted", 4_000_000).readAllBytes();
    byte[] after = new byte[before.length + 5];
    System.arraycopy(before, 0, after, 5, before.length);
    for (Chunker chunker : List.of(Chunker.Rabin.DEFAULT, new Chunker.Buzhash())) {
      Boundary boundary = Boundary.of(chunker);
      List<Integer> moved = cuts(boundary, before).stream().map(cut -> cut + 5).toList();
      assertThat(cuts(boundary, after)).endsWith(moved.get(moved.size() - 1));
      assertThat(cuts(boundary, after).stream().filter(moved::contains).count())
          .isGreaterThan(moved.size() / 2);
    }
  }

  @Provide
  Arbitrary<Chunker.Rabin> rabins() {
    Arbitrary<Integer> min = Arbitraries.of(16, 17, 50, 200, 1000);
    Arbitrary<Integer> avg = Arbitraries.of(1, 2, 30, 100, 3000);
    Arbitrary<Integer> max = Arbitraries.of(1, 100, 4000, 100_000);
    return Combinators.combine(min, avg, max)
        .as((least, more, most) -> new Chunker.Rabin(least, least + more, least + more + most));
  }

  @Provide
  Arbitrary<Chunker> chunkers() {
    return Arbitraries.oneOf(
        rabins().map(rabin -> rabin),
        Arbitraries.of(1, 7, 1000, 300_000).map(Chunker.FixedSize::new),
        Arbitraries.just(new Chunker.Buzhash()));
  }

  @Provide
  Arbitrary<byte[]> smallContents() {
    return contents(Arbitraries.of(0, 1, 15, 16, 17, 100, 1000, 9000));
  }

  @Provide
  Arbitrary<byte[]> contents() {
    return contents(Arbitraries.of(0, 1, 17, 5000, 70_000, 131_073, 600_000));
  }

  /** Random bytes, some that repeat, which are what rolling hashes are weak at. */
  private static Arbitrary<byte[]> contents(Arbitrary<Integer> size) {
    Arbitrary<Integer> period = Arbitraries.of(1, 2, 16, 300, Integer.MAX_VALUE);
    return Combinators.combine(size, period, Arbitraries.longs())
        .as(
            (length, repeat, seed) -> {
              byte[] bytes = new byte[length];
              new Random(seed).nextBytes(bytes);
              for (int i = 0; i < length; i++) {
                bytes[i] = bytes[i % repeat];
              }
              return bytes;
            });
  }
}
