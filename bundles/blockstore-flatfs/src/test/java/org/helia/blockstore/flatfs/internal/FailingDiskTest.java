package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreFullException;
import org.helia.blockstore.flatfs.internal.FaultyDisk.Operation;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that fails is never taken for one that has stored something. */
class FailingDiskTest {
  private static final String NO_SPACE = "No space left on device";
  private static final Block SAFE = SampleBlocks.raw(1, 100);
  private static final Block SMALL = SampleBlocks.raw(2, 100);
  private static final Block LARGE = SampleBlocks.raw(3, 100_000);

  @TempDir Path temp;
  private final FaultyDisk disk = new FaultyDisk();
  private Path folder;
  private FlatfsBlockstore store;

  @BeforeEach
  void open() {
    folder = temp.resolve("blocks");
    store = Stores.open(folder, disk, Stores.SMALL);
    Stores.put(store, SAFE);
    store.sync();
  }

  @AfterEach
  void close() {
    disk.repair();
    store.close();
  }

  private void reopen() {
    store.close();
    disk.repair();
    store = Stores.open(folder, disk, Stores.SMALL);
  }

  private void assertRefusesWrites() {
    assertThatThrownBy(() -> Stores.put(store, SMALL))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("takes no more writes")
        .hasMessageContaining("Input/output error")
        .hasMessageContaining("restart the bundle");
    assertThatThrownBy(() -> store.sync()).hasMessageContaining("takes no more writes");
    assertThatThrownBy(() -> store.delete(SAFE.cid().multihash()))
        .hasMessageContaining("takes no more writes");
    Stores.assertHas(store, SAFE);
  }

  /** The next fsync would succeed, as Linux forgets the failed pages. */
  @ParameterizedTest
  @EnumSource(names = {"FORCE", "FORCE_DIRECTORY", "FORCE_JOURNAL"})
  void sync_fsyncFailedOnce_isNeverAcknowledgedAgain(Operation broken) {
    disk.breakAll(broken, "Input/output error");
    Stores.put(store, SMALL, LARGE);
    assertThatThrownBy(() -> store.sync())
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("Input/output error");
    disk.repair();
    assertRefusesWrites();
    reopen();
    Stores.assertHas(store, SAFE);
    Stores.put(store, SMALL, LARGE);
    store.sync();
    Stores.assertHas(store, SAFE, SMALL, LARGE);
  }

  @Test
  void checkpoint_fsyncFailed_keepsTheJournal() {
    SampleBlocks.many(Stores.SMALL.journalBlocks() - 2, 20)
        .forEach(block -> Stores.put(store, block));
    store.sync();
    disk.breakAll(Operation.FORCE, "Input/output error");
    assertThatThrownBy(() -> putUntilItFails(20)).hasMessageContaining("Input/output error");
    disk.repair();
    assertRefusesWrites();
    reopen();
    Stores.assertHas(store, SAFE);
    Stores.assertHas(store, SampleBlocks.many(Stores.SMALL.journalBlocks() - 2, 20));
  }

  private void putUntilItFails(int size) {
    for (int seed = 1000; seed < 11_000; seed++) {
      Stores.put(store, SampleBlocks.raw(seed, size));
    }
  }

  @Test
  void put_noRoomForALargeBlock_isRefusedAndNothingStays() {
    disk.breakAll(Operation.WRITE, NO_SPACE);
    assertThatThrownBy(() -> Stores.put(store, LARGE))
        .isInstanceOf(BlockstoreFullException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("needs 100000 bytes")
        .hasMessageContaining("are free")
        .hasMessageContaining(NO_SPACE);
    assertThat(store.has(LARGE.cid().multihash())).isFalse();
    assertThat(folder.resolve(".temp")).isEmptyDirectory();
    disk.repair();
    Stores.put(store, LARGE);
    store.sync();
    Stores.assertHas(store, LARGE, SAFE);
  }

  @Test
  void put_noRoomInTheJournal_isRefusedAndNothingStays() {
    disk.breakAll(Operation.APPEND, NO_SPACE);
    assertThatThrownBy(() -> Stores.put(store, SMALL)).isInstanceOf(BlockstoreFullException.class);
    assertThat(store.has(SMALL.cid().multihash())).isFalse();
    disk.repair();
    Block other = SampleBlocks.raw(9, 90);
    Stores.put(store, other);
    store.sync();
    reopen();
    Stores.assertHas(store, other, SAFE);
    assertThat(store.has(SMALL.cid().multihash())).isFalse();
  }

  @Test
  void put_presentBlockOnAFullDisk_succeeds() {
    Stores.put(store, LARGE);
    store.sync();
    disk.breakWith(
        (operation, file) -> {
          if (operation == Operation.WRITE || operation == Operation.APPEND) {
            throw new IOException(NO_SPACE);
          }
        });
    Stores.put(store, SAFE, LARGE);
    store.sync();
    Stores.assertHas(store, SAFE, LARGE);
  }

  /** Blocks that were acknowledged stay in the journal; new ones are refused once it is full. */
  @Test
  void put_noRoomForFilesOfSmallBlocks_isRefusedWhenTheJournalIsFull() {
    disk.breakAll(Operation.WRITE, NO_SPACE);
    assertThatThrownBy(() -> putUntilItFails(30)).isInstanceOf(BlockstoreFullException.class);
    store.sync();
    int count = Stores.hashes(store).size();
    assertThat(count).isEqualTo(Stores.SMALL.journalBlocks());
    assertThat(folder.resolve(".temp")).isEmptyDirectory();

    disk.repair();
    putUntilItIs(200);
    store.sync();
    reopen();
    Stores.assertHas(store, SAFE, SampleBlocks.raw(1000, 30), SampleBlocks.raw(1199, 30));
  }

  private void putUntilItIs(int blocks) {
    for (int seed = 1000; seed < 1000 + blocks; seed++) {
      Stores.put(store, SampleBlocks.raw(seed, 30));
    }
  }

  @Test
  void sync_noRoomForTheNameOfALargeBlock_saysSoUntilThereIs() {
    disk.breakAll(Operation.MOVE, NO_SPACE);
    Stores.put(store, LARGE);
    assertThatThrownBy(() -> store.sync()).isInstanceOf(BlockstoreFullException.class);
    assertThatThrownBy(() -> store.sync()).isInstanceOf(BlockstoreFullException.class);
    Stores.assertHas(store, LARGE);
    disk.repair();
    store.sync();
    reopen();
    Stores.assertHas(store, LARGE);
  }

  @Test
  void put_noNameCanBeGivenAndAllPlacesAreTaken_saysWhy() {
    disk.breakAll(Operation.MOVE, NO_SPACE);
    assertThatThrownBy(() -> putUntilItFails(2000)).isInstanceOf(BlockstoreFullException.class);
    disk.repair();
    putUntilItFailsNot();
    store.sync();
  }

  private void putUntilItFailsNot() {
    for (int seed = 1000; seed < 1050; seed++) {
      Stores.put(store, SampleBlocks.raw(seed, 2000));
    }
  }

  /** Too many open files, say, is no reason to give the disk up. */
  @Test
  void sync_fileCannotBeOpenedForFsync_isTriedAgain() {
    disk.breakWith(
        (operation, file) -> {
          if (operation == Operation.FORCE || operation == Operation.FORCE_DIRECTORY) {
            throw new IOException("Too many open files");
          }
        });
    Stores.put(store, SMALL, LARGE);
    assertThatThrownBy(() -> store.sync())
        .isInstanceOf(BlockstoreException.class)
        .isNotInstanceOf(BlockstoreFullException.class)
        .hasMessageContaining("Too many open files");
    disk.repair();
    store.sync();
    reopen();
    Stores.assertHas(store, SAFE, SMALL, LARGE);
  }

  @Test
  void delete_noRoomInTheJournal_failsAndLeavesTheBlock() {
    disk.breakAll(Operation.APPEND, NO_SPACE);
    assertThatThrownBy(() -> store.delete(SAFE.cid().multihash()))
        .isInstanceOf(BlockstoreFullException.class);
    Stores.assertHas(store, SAFE);
  }

  @Test
  void delete_blockIsAFileAndDiskIsFull_succeeds() {
    Stores.put(store, LARGE);
    store.sync();
    disk.breakAll(Operation.APPEND, NO_SPACE);
    assertThat(store.delete(LARGE.cid().multihash())).isTrue();
    assertThat(store.has(LARGE.cid().multihash())).isFalse();
  }
}
