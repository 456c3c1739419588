package org.helia.testkit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.helia.api.HeliaException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.ReadOnlyBlockstore;
import org.helia.api.block.ReadOnlyBlockstoreException;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.concurrent.Together;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link ReadOnlyBlockstore} promises. Extend it in a test class of your own. */
@Timeout(StoreContract.MAX_SECONDS)
public abstract class ReadOnlyBlockstoreContract {
  private static final List<Block> MANY = SampleBlocks.many(2000, 64);
  private static final Block BLOCK = MANY.get(7);
  private static final Block ABSENT = SampleBlocks.raw(1, 5000);
  private static final int THREADS = 8;

  private final List<ReadOnlyBlockstore> opened = new ArrayList<>();

  /**
   * A store of some blocks, ready for use.
   *
   * @param blocks what is in it: at least one block, none twice
   * @throws Exception fails the test
   */
  protected abstract ReadOnlyBlockstore open(List<Block> blocks) throws Exception;

  /**
   * Closes a store as its component's deactivation does.
   *
   * @throws Exception fails the test
   */
  protected abstract void close(ReadOnlyBlockstore store) throws Exception;

  private ReadOnlyBlockstore store(List<Block> blocks) throws Exception {
    ReadOnlyBlockstore store = open(blocks);
    opened.add(store);
    return store;
  }

  @AfterEach
  final void closeAll() throws Exception {
    for (ReadOnlyBlockstore store : List.copyOf(opened)) {
      closeNow(store);
    }
  }

  private void closeNow(ReadOnlyBlockstore store) throws Exception {
    if (opened.remove(store)) {
      close(store);
    }
  }

  private static void assertHas(ReadOnlyBlockstore store, Block block) {
    Multihash hash = block.cid().multihash();
    assertThat(store.get(hash))
        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(block.bytes()));
    assertThat(store.size(hash)).isEqualTo(OptionalInt.of(block.size()));
    assertThat(store.has(hash)).isTrue();
  }

  private static List<Multihash> listed(ReadOnlyBlockstore store) {
    try (Stream<Multihash> hashes = store.hashes()) {
      return hashes.toList();
    }
  }

  @Test
  void get_manyBlocks_keepsThemApart() throws Exception {
    ReadOnlyBlockstore store = store(MANY);
    MANY.forEach(block -> assertHas(store, block));
    assertThat(listed(store)).containsExactlyInAnyOrderElementsOf(StoreContract.hashesOf(MANY));
  }

  @Test
  void get_absent_isEmpty() throws Exception {
    ReadOnlyBlockstore store = store(MANY);
    Multihash hash = ABSENT.cid().multihash();
    assertThat(store.get(hash)).isEmpty();
    assertThat(store.size(hash)).isEmpty();
    assertThat(store.has(hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 65_536, 1_048_576, Block.MAX_OUTSIDE_BYTES})
  void get_anySize_isReadWhole(int size) throws Exception {
    Block block = SampleBlocks.raw(3, size);
    ReadOnlyBlockstore store = store(List.of(block));
    assertHas(store, block);
    assertThat(listed(store)).containsExactly(block.cid().multihash());
  }

  @Test
  void get_sameDigestOfAnotherFunction_isAnotherBlock() throws Exception {
    Multihash other = Multihash.of(Multicodec.BLAKE2B_256, BLOCK.cid().multihash().digest());
    ReadOnlyBlockstore store = store(MANY);
    assertThat(store.get(other)).isEmpty();
    assertThat(store.has(other)).isFalse();
  }

  @Test
  void put_anyBlock_isRefused() throws Exception {
    ReadOnlyBlockstore store = store(MANY);
    assertThatThrownBy(() -> store.put(ABSENT.cid().multihash(), ABSENT.bytes()))
        .isInstanceOf(ReadOnlyBlockstoreException.class)
        .hasMessageContaining(store.name());
    assertThat(store.has(ABSENT.cid().multihash())).isFalse();
    store.sync();
  }

  @Test
  void delete_presentBlock_isRefused() throws Exception {
    ReadOnlyBlockstore store = store(MANY);
    assertThatThrownBy(() -> store.delete(BLOCK.cid().multihash()))
        .isInstanceOf(ReadOnlyBlockstoreException.class)
        .hasMessageContaining(store.name());
    assertHas(store, BLOCK);
    assertThat(store.delete(ABSENT.cid().multihash())).isFalse();
  }

  @Test
  void hashes_closedEarlyManyTimes_leavesTheStoreUsable() throws Exception {
    ReadOnlyBlockstore store = store(MANY);
    for (int i = 0; i < 2000; i++) {
      try (Stream<Multihash> hashes = store.hashes()) {
        assertThat(hashes.iterator().next()).isNotNull();
      }
    }
    assertThat(listed(store)).hasSize(MANY.size());
  }

  @Test
  void get_threadIsInterrupted_leavesTheStoreUsable() throws Exception {
    ReadOnlyBlockstore store = store(MANY);
    for (ThrowingCallable call : everyCall(store)) {
      Thread.currentThread().interrupt();
      try {
        call.call();
      } catch (Throwable e) {
        assertThat(e).isInstanceOf(HeliaException.class);
      } finally {
        Thread.interrupted();
      }
    }
    assertHas(store, BLOCK);
  }

  @Test
  void get_manyThreads_eachGetsItsBlocks() throws Exception {
    ReadOnlyBlockstore store = store(MANY);
    Together.run(THREADS, number -> MANY.forEach(block -> assertHas(store, block)));
  }

  @Test
  void anyCall_closedStore_throwsBlockstoreClosed() throws Exception {
    ReadOnlyBlockstore store = store(MANY);
    closeNow(store);
    for (ThrowingCallable call : everyCall(store)) {
      assertThatThrownBy(call).isInstanceOf(BlockstoreClosedException.class);
    }
  }

  private static List<ThrowingCallable> everyCall(ReadOnlyBlockstore store) {
    Multihash hash = BLOCK.cid().multihash();
    return List.of(
        () -> store.get(hash),
        () -> store.size(hash),
        () -> store.has(hash),
        () -> store.put(hash, BLOCK.bytes()),
        store::sync,
        () -> store.delete(hash),
        store::hashes);
  }
}
