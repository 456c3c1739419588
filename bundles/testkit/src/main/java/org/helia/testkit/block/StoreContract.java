package org.helia.testkit.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Opens a store for each test and closes it afterwards; says what is in it. */
@Timeout(StoreContract.MAX_SECONDS)
abstract class StoreContract {
  /** How long one test may take, in seconds: long enough for a slow disk. */
  static final int MAX_SECONDS = 120;

  private boolean isOpen;

  @SuppressWarnings("NullAway.Init")
  private Blockstore store;

  /**
   * A new, empty store with room for at least 64 MiB, ready for use.
   *
   * @throws Exception fails the test
   */
  protected abstract Blockstore open() throws Exception;

  /**
   * Closes a store as its component's deactivation does, also while calls are in it. Called once
   * for each that was opened.
   *
   * @throws Exception fails the test
   */
  protected abstract void close(Blockstore opened) throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = open();
    isOpen = true;
  }

  @AfterEach
  final void closeStore() throws Exception {
    if (isOpen) {
      isOpen = false;
      close(store);
    }
  }

  final Blockstore store() {
    return store;
  }

  final void put(Block block) {
    store.put(block.cid().multihash(), block.bytes());
  }

  final boolean delete(Block block) {
    return store.delete(block.cid().multihash());
  }

  final void assertHas(Block block) {
    Multihash hash = block.cid().multihash();
    assertThat(store.get(hash))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(block.bytes()));
    assertThat(store.size(hash)).isEqualTo(OptionalInt.of(block.size()));
    assertThat(store.has(hash)).isTrue();
  }

  final void assertAbsent(Block block) {
    Multihash hash = block.cid().multihash();
    assertThat(store.get(hash)).isEmpty();
    assertThat(store.size(hash)).isEmpty();
    assertThat(store.has(hash)).isFalse();
  }

  final void assertWholeOrAbsent(Block block) {
    Multihash hash = block.cid().multihash();
    store.get(hash).ifPresent(bytes -> assertThat(Arrays.equals(bytes, block.bytes())).isTrue());
    assertThat(store.size(hash)).isIn(OptionalInt.empty(), OptionalInt.of(block.size()));
  }

  final List<Multihash> listed() {
    try (Stream<Multihash> hashes = store.hashes()) {
      return hashes.toList();
    }
  }

  static List<Multihash> hashesOf(List<Block> blocks) {
    return blocks.stream().map(block -> block.cid().multihash()).toList();
  }
}
