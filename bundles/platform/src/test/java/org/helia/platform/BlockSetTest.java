package org.helia.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.junit.jupiter.api.Test;

class BlockSetTest {
  private static Multihash hash(int number) {
    return Multihash.of(
        Multicodec.SHA2_256, ByteBuffer.allocate(32).putInt(number).putInt(28, number).array());
  }

  @Test
  void add_manyBlocks_areFoundAndNoOthers() {
    BlockSet set = new BlockSet();
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.add(hash(i))).isTrue();
    }
    assertThat(set.size()).isEqualTo(100_000);
    for (int i = 0; i < 100_000; i++) {
      assertThat(set.contains(hash(i))).isTrue();
      assertThat(set.contains(hash(-1 - i))).isFalse();
    }
    assertThat(set.add(hash(7))).isFalse();
  }

  @Test
  void add_sameBlockWithOtherCodecs_areDifferentElements() {
    BlockSet set = new BlockSet();
    Multihash block = hash(1);
    assertThat(set.add(Cid.v1(Multicodec.RAW, block))).isTrue();
    assertThat(set.contains(Cid.v1(Multicodec.DAG_PB, block))).isFalse();
    assertThat(set.contains(block)).isFalse();
    assertThat(set.add(Cid.v1(Multicodec.DAG_PB, block))).isTrue();
    assertThat(set.add(Cid.v0(block))).isFalse();
    assertThat(set.add(block)).isTrue();
  }
}
