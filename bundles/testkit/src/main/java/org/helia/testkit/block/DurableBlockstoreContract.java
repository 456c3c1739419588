package org.helia.testkit.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a store promises that keeps its blocks from one start to the next. Extend it in a test
 * class. What survives a power failure only a test of your own can show, by killing a process.
 */
@Timeout(StoreContract.MAX_SECONDS)
public abstract class DurableBlockstoreContract {
  /**
   * Opens the store of this test: an empty one at first, then with what is in it. Each test has a
   * store of its own.
   *
   * @throws Exception fails the test
   */
  protected abstract Blockstore open() throws Exception;

  /**
   * Closes it as its component's deactivation does.
   *
   * @throws Exception fails the test
   */
  protected abstract void close(Blockstore opened) throws Exception;

  @Test
  void reopen_syncedBlocks_areThere() throws Exception {
    List<Block> blocks = SampleBlocks.many(100, 1000);
    Blockstore first = open();
    blocks.forEach(block -> first.put(block.cid().multihash(), block.bytes()));
    first.sync();
    close(first);
    assertReopenedHasExactly(blocks);
  }

  @Test
  void reopen_blocksPutBeforeCloseWithoutSync_areThere() throws Exception {
    List<Block> blocks = SampleBlocks.many(100, 1000);
    Blockstore first = open();
    blocks.forEach(block -> first.put(block.cid().multihash(), block.bytes()));
    close(first);
    assertReopenedHasExactly(blocks);
  }

  @Test
  void reopen_deletedBlocks_stayAway() throws Exception {
    List<Block> blocks = SampleBlocks.many(100, 1000);
    Blockstore first = open();
    blocks.forEach(block -> first.put(block.cid().multihash(), block.bytes()));
    first.sync();
    blocks.subList(0, 40).forEach(block -> first.delete(block.cid().multihash()));
    close(first);
    assertReopenedHasExactly(blocks.subList(40, 100));
  }

  private void assertReopenedHasExactly(List<Block> blocks) throws Exception {
    Blockstore again = open();
    try {
      for (Block block : blocks) {
        assertThat(again.get(block.cid().multihash()))
            .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(block.bytes()));
      }
      try (Stream<Multihash> hashes = again.hashes()) {
        assertThat(hashes.toList())
            .containsExactlyInAnyOrderElementsOf(StoreContract.hashesOf(blocks));
      }
    } finally {
      close(again);
    }
  }
}
