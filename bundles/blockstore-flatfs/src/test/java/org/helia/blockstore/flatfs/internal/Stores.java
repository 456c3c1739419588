package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;

/** Opens stores and says what is in them. */
final class Stores {
  /** Small enough that a few blocks reach them; no checkpoint comes by itself. */
  static final FlatfsLimits SMALL =
      new FlatfsLimits(
          1024 * 1024, 1024, 64 * 1024, 64, 4, 8, Duration.ofDays(1), Duration.ofSeconds(60));

  private Stores() {}

  static FlatfsBlockstore open(Path root) {
    return open(root, new LocalDisk(), FlatfsLimits.DEFAULT);
  }

  static FlatfsBlockstore open(Path root, Disk disk, FlatfsLimits limits) {
    return new FlatfsBlockstore(root, disk, limits, InstantSource.system());
  }

  static FlatfsStore openStore(Path root, Disk disk) throws IOException {
    return FlatfsStore.open(root, disk, SMALL, InstantSource.system());
  }

  static void put(Blockstore store, Block... blocks) {
    put(store, List.of(blocks));
  }

  static void put(Blockstore store, List<Block> blocks) {
    blocks.forEach(block -> store.put(block.cid().multihash(), block.bytes()));
  }

  static void assertHas(Blockstore store, Block... blocks) {
    assertHas(store, List.of(blocks));
  }

  static void assertHas(Blockstore store, List<Block> blocks) {
    for (Block block : blocks) {
      assertThat(store.get(block.cid().multihash()))
          .as("block %s", block)
          .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(block.bytes()));
    }
  }

  static List<Multihash> hashes(Blockstore store) {
    try (Stream<Multihash> hashes = store.hashes()) {
      return hashes.toList();
    }
  }

  static List<Multihash> hashesOf(List<Block> blocks) {
    return blocks.stream().map(block -> block.cid().multihash()).toList();
  }
}
