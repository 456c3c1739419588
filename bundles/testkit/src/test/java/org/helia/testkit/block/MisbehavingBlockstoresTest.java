package org.helia.testkit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.helia.api.block.Block;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreFullException;
import org.helia.multiformats.Multihash;
import org.junit.jupiter.api.Test;

class MisbehavingBlockstoresTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 100);
  private static final Multihash HASH = BLOCK.cid().multihash();

  private final FakeBlockstore kept = new FakeBlockstore("kept");

  @Test
  void full_putFailsAndTheRestWorks() {
    FailingBlockstore store = new FailingBlockstore("small", kept);
    store.full();
    assertThatThrownBy(() -> store.put(HASH, BLOCK.bytes()))
        .isInstanceOf(BlockstoreFullException.class);
    assertThat(store.has(HASH)).isFalse();
  }

  @Test
  void closed_everyCallFails_untilRepaired() {
    FailingBlockstore store = new FailingBlockstore("gone", kept);
    store.closed();
    assertThatThrownBy(store::sync).isInstanceOf(BlockstoreClosedException.class);
    assertThatThrownBy(() -> store.get(HASH)).isInstanceOf(BlockstoreClosedException.class);
    store.repaired();
    assertThat(store.get(HASH)).isEmpty();
  }

  @Test
  void broken_namedCallsFailWithTheirCause() {
    FailingBlockstore store = new FailingBlockstore("worn", kept);
    store.broken(FailingBlockstore.Call.SYNC);
    store.put(HASH, BLOCK.bytes());
    assertThatThrownBy(store::sync)
        .isInstanceOf(BlockstoreException.class)
        .hasRootCauseMessage("Input/output error");
  }

  @Test
  void flipBit_blockDiffersUntilStoredAnew() {
    CorruptingBlockstore store = new CorruptingBlockstore(kept);
    store.put(HASH, BLOCK.bytes());
    store.flipBit(HASH);
    byte[] damaged = store.get(HASH).orElseThrow();
    assertThat(damaged).hasSameSizeAs(BLOCK.bytes()).isNotEqualTo(BLOCK.bytes());
    store.put(HASH, BLOCK.bytes());
    assertThat(store.isDamaged(HASH)).isTrue();
    store.delete(HASH);
    store.put(HASH, BLOCK.bytes());
    assertThat(store.get(HASH).orElseThrow()).isEqualTo(BLOCK.bytes());
  }

  @Test
  void truncate_sizeAndBytesAreShort() {
    CorruptingBlockstore store = new CorruptingBlockstore(kept);
    store.put(HASH, BLOCK.bytes());
    store.truncate(HASH, 7);
    assertThat(store.size(HASH)).hasValue(7);
    assertThat(store.get(HASH).orElseThrow()).isEqualTo(Arrays.copyOf(BLOCK.bytes(), 7));
  }

  @Test
  void fakeBlocks_corruptStore_throwsMismatch() {
    CorruptingBlockstore store = new CorruptingBlockstore(kept);
    FakeBlocks blocks = new FakeBlocks(kept, store);
    blocks.put(BLOCK);
    store.flipBit(HASH);
    assertThatThrownBy(() -> blocks.get(BLOCK.cid())).isInstanceOf(BlockMismatchException.class);
  }

  @Test
  void fakeBlocks_lyingBlock_isRefused() {
    FakeBlocks blocks = new FakeBlocks();
    Block lie = Block.of(BLOCK.cid(), new byte[] {1});
    assertThatThrownBy(() -> blocks.put(lie)).isInstanceOf(BlockMismatchException.class);
    assertThatThrownBy(() -> blocks.get(BLOCK.cid())).isInstanceOf(BlockNotFoundException.class);
  }

  @Test
  void fakeBlocks_uncommittedWriter_isTold() {
    FakeBlocks blocks = new FakeBlocks();
    try (BlockWriter writer = blocks.writer()) {
      writer.put(BLOCK);
      assertThat(blocks.store().unsynced()).containsExactly(HASH);
      assertThat(blocks.openWriters()).isOne();
      writer.commit();
    }
    assertThat(blocks.store().unsynced()).isEmpty();
    assertThat(blocks.openWriters()).isZero();
  }
}
