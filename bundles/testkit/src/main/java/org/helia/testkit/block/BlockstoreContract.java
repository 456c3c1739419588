package org.helia.testkit.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.helia.api.HeliaException;
import org.helia.api.block.Block;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@link Blockstore} promises for calls one after the other. A store passes this and {@link
 * ConcurrentBlockstoreContract}; one that keeps its blocks passes {@link
 * DurableBlockstoreContract}, too. Extend each in a test class of your own.
 */
public abstract class BlockstoreContract extends StoreContract {
  private static final Block BLOCK = SampleBlocks.raw(1, 1000);
  private static final Block OTHER = SampleBlocks.raw(2, 1000);

  @Test
  void get_absent_isEmpty() {
    assertThat(store().get(BLOCK.cid().multihash())).isEmpty();
  }

  @Test
  void size_absent_isEmpty() {
    assertThat(store().size(BLOCK.cid().multihash())).isEmpty();
  }

  @Test
  void has_absent_isFalse() {
    assertThat(store().has(BLOCK.cid().multihash())).isFalse();
  }

  @Test
  void delete_absent_isFalse() {
    assertThat(delete(BLOCK)).isFalse();
  }

  @Test
  void hashes_emptyStore_isEmpty() {
    assertThat(listed()).isEmpty();
  }

  @Test
  void sync_emptyStore_succeeds() {
    store().sync();
    assertThat(listed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 31, 4095, 4096, 4097, 65_536, 262_144, 1_048_576, Block.MAX_OUTSIDE_BYTES})
  void put_anySize_isReadBackWhole(int size) {
    Block block = SampleBlocks.raw(3, size);
    put(block);
    assertHas(block);
    assertThat(listed()).containsExactly(block.cid().multihash());
  }

  @Test
  void put_manyBlocks_keepsThemApart() {
    List<Block> blocks = SampleBlocks.many(2000, 64);
    blocks.forEach(this::put);
    blocks.forEach(this::assertHas);
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(hashesOf(blocks));
  }

  @Test
  void put_presentBlock_changesNothing() {
    put(BLOCK);
    put(BLOCK);
    assertHas(BLOCK);
    assertThat(listed()).containsExactly(BLOCK.cid().multihash());
  }

  @Test
  void put_presentHashWithOtherBytes_keepsTheFirst() {
    put(BLOCK);
    store().put(BLOCK.cid().multihash(), OTHER.bytes());
    assertHas(BLOCK);
  }

  @Test
  void put_bytesThatDoNotMatch_areKeptUnchecked() {
    store().put(BLOCK.cid().multihash(), OTHER.bytes());
    assertThat(store().get(BLOCK.cid().multihash())).hasValueSatisfying(isContentOf(OTHER));
  }

  @Test
  void put_sameDigestOfAnotherFunction_isAnotherBlock() {
    byte[] digest = SampleBlocks.bytes(4, 32);
    Multihash sha2 = Multihash.of(Multicodec.SHA2_256, digest);
    Multihash blake2 = Multihash.of(Multicodec.BLAKE2B_256, digest);
    store().put(sha2, BLOCK.bytes());
    assertThat(store().has(blake2)).isFalse();
    store().put(blake2, OTHER.bytes());
    assertThat(store().get(sha2)).hasValueSatisfying(isContentOf(BLOCK));
    assertThat(store().get(blake2)).hasValueSatisfying(isContentOf(OTHER));
    assertThat(listed()).containsExactlyInAnyOrder(sha2, blake2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 19, 20, 64, Multihash.MAX_DIGEST_LENGTH})
  void put_anyDigestLength_isFoundAgain(int length) {
    Multihash hash = Multihash.of(Multicodec.BLAKE3, SampleBlocks.bytes(length, length));
    store().put(hash, BLOCK.bytes());
    assertThat(store().get(hash)).hasValueSatisfying(isContentOf(BLOCK));
    assertThat(listed()).containsExactly(hash);
    assertThat(store().delete(hash)).isTrue();
    assertThat(listed()).isEmpty();
  }

  @Test
  void delete_presentBlock_removesIt() {
    put(BLOCK);
    put(OTHER);
    assertThat(delete(BLOCK)).isTrue();
    assertAbsent(BLOCK);
    assertHas(OTHER);
    assertThat(listed()).containsExactly(OTHER.cid().multihash());
  }

  @Test
  void delete_twice_isFalseTheSecondTime() {
    put(BLOCK);
    delete(BLOCK);
    assertThat(delete(BLOCK)).isFalse();
  }

  @Test
  void put_deletedBlock_storesItAgain() {
    store().put(BLOCK.cid().multihash(), OTHER.bytes());
    delete(BLOCK);
    put(BLOCK);
    assertHas(BLOCK);
  }

  @Test
  void get_thenDelete_leavesTheBytesIntact() {
    put(SampleBlocks.raw(1, 1000));
    byte[] bytes = store().get(BLOCK.cid().multihash()).orElseThrow();
    delete(BLOCK);
    assertThat(bytes).isEqualTo(BLOCK.bytes());
  }

  @Test
  void sync_afterPuts_keepsThemReadable() {
    put(BLOCK);
    store().sync();
    put(OTHER);
    store().sync();
    assertHas(BLOCK);
    assertHas(OTHER);
  }

  @Test
  void hashes_closedEarlyManyTimes_leavesTheStoreUsable() {
    SampleBlocks.many(300, 16).forEach(this::put);
    for (int i = 0; i < 2000; i++) {
      try (Stream<Multihash> hashes = store().hashes()) {
        assertThat(hashes.iterator().next()).isNotNull();
      }
    }
    assertThat(listed()).hasSize(300);
  }

  @Test
  void hashes_blocksDeletedOnTheWay_doNotDisturb() {
    List<Block> blocks = SampleBlocks.many(300, 16);
    blocks.forEach(this::put);
    try (Stream<Multihash> hashes = store().hashes()) {
      for (Iterator<Multihash> each = hashes.iterator(); each.hasNext(); ) {
        store().delete(each.next());
      }
    }
    assertThat(listed()).isEmpty();
  }

  @Test
  void anyCall_threadIsInterrupted_leavesTheStoreUsable() {
    put(BLOCK);
    for (ThrowingCallable call : everyCall(store())) {
      Thread.currentThread().interrupt();
      try {
        call.call();
      } catch (Throwable e) {
        assertThat(e).isInstanceOf(HeliaException.class);
      } finally {
        Thread.interrupted();
      }
    }
    assertHas(BLOCK);
    delete(OTHER);
    put(OTHER);
    store().sync();
    assertHas(OTHER);
  }

  @Test
  void anyCall_closedStore_throwsBlockstoreClosed() throws Exception {
    put(BLOCK);
    closeStore();
    for (ThrowingCallable call : everyCall(store())) {
      assertThatThrownBy(call).isInstanceOf(BlockstoreClosedException.class);
    }
  }

  private static List<ThrowingCallable> everyCall(Blockstore store) {
    return List.of(
        () -> store.get(BLOCK.cid().multihash()),
        () -> store.size(BLOCK.cid().multihash()),
        () -> store.has(BLOCK.cid().multihash()),
        () -> store.put(OTHER.cid().multihash(), OTHER.bytes()),
        store::sync,
        () -> store.delete(OTHER.cid().multihash()),
        () -> store.hashes().close());
  }

  private static Consumer<byte[]> isContentOf(Block block) {
    return bytes -> assertThat(bytes).isEqualTo(block.bytes());
  }
}
