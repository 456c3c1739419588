package org.helia.dag.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.junit.jupiter.api.Test;

class CidSetTest {
  @Property(tries = 200)
  void add_anyNumbers_isAsInASetOfObjects(
      @ForAll @Size(max = 500) List<@IntRange(max = 300) Integer> numbers) {
    CidSet set = new CidSet();
    Set<Cid> expected = new HashSet<>();
    for (int number : numbers) {
      Cid cid = cid(number);
      assertThat(set.contains(cid)).isEqualTo(expected.contains(cid));
      assertThat(set.add(cid)).isEqualTo(expected.add(cid));
    }
    assertThat(set.size()).isEqualTo(expected.size());
  }

  /** Of lengths from 4 to some 130 bytes, some of which begin alike. */
  private static Cid cid(int number) {
    byte[] digest = new byte[number % 127 + 1];
    digest[digest.length - 1] = (byte) number;
    long code = number % 2 == 0 ? Multicodec.IDENTITY : Multicodec.SHA2_512;
    return Cid.v1(
        number % 3 == 0 ? Multicodec.RAW : Multicodec.DAG_CBOR, Multihash.of(code, digest));
  }

  @Test
  void add_manyCids_findsEachAgain() {
    CidSet set = new CidSet();
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      assertThat(set.add(sha2(i))).isTrue();
    }
    for (int i = 0; i < count; i++) {
      assertThat(set.add(sha2(i))).isFalse();
    }
    assertThat(set.contains(sha2(count))).isFalse();
    assertThat(set.size()).isEqualTo(count);
  }

  @Test
  void add_versionsOfOneCid_areTwo() {
    CidSet set = new CidSet();
    Cid v0 = Cid.v0(sha2(1).multihash());

    assertThat(set.add(v0)).isTrue();
    assertThat(set.add(v0.toV1())).isTrue();
    assertThat(set.contains(v0)).isTrue();
  }

  @Test
  void add_longestCids_areKeptApart() {
    CidSet set = new CidSet();
    for (int i = 0; i < 100; i++) {
      assertThat(set.add(longest(i))).isTrue();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(set.contains(longest(i))).isTrue();
    }
  }

  private static Cid longest(int last) {
    byte[] bytes = new byte[2 + 1 + 2 + Multihash.MAX_IDENTITY_READ_LENGTH];
    ByteBuffer.wrap(bytes).put((byte) 1).put((byte) Multicodec.RAW).put((byte) 0);
    bytes[3] = (byte) (Multihash.MAX_IDENTITY_READ_LENGTH & 0x7f | 0x80);
    bytes[4] = (byte) (Multihash.MAX_IDENTITY_READ_LENGTH >> 7);
    bytes[bytes.length - 1] = (byte) last;
    return Cid.fromBytes(bytes);
  }

  private static Cid sha2(int seed) {
    byte[] digest = new byte[32];
    new Random(seed).nextBytes(digest);
    ByteBuffer.wrap(digest).putInt(28, seed);
    return Cid.v1(Multicodec.RAW, Multihash.wrap(Multicodec.SHA2_256, digest));
  }
}
