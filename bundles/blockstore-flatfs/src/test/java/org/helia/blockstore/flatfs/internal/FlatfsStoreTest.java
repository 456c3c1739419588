package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.BlockTooLargeException;
import org.helia.blockstore.flatfs.internal.FaultyDisk.Operation;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Together;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How blocks come to the disk: when they are files, what costs an fsync, what a kill leaves. */
class FlatfsStoreTest {
  private static final Block SMALL = SampleBlocks.raw(1, 100);
  private static final int MANY = Stores.SMALL.manyFiles();
  private static final Block LARGE = SampleBlocks.raw(2, 100_000);

  @TempDir Path temp;
  private final CountingDisk disk = new CountingDisk();
  private Path folder;
  private FlatfsStore store;

  /** Counts what is expensive. */
  private static final class CountingDisk extends FaultyDisk {
    private final List<String> forced = new CopyOnWriteArrayList<>();
    private volatile boolean forcesAll;

    CountingDisk() {
      breakWith(
          (operation, file) -> {
            if (operation.name().startsWith("FORCE")) {
              forced.add(operation + " " + file.getFileName());
            }
          });
    }

    @Override
    public boolean forceAll(Path directory) {
      forced.add("ALL " + directory.getFileName());
      return forcesAll;
    }
  }

  @BeforeEach
  void open() throws IOException {
    folder = temp.resolve("blocks");
    store = open(folder);
    disk.forced.clear();
  }

  private FlatfsStore open(Path root) throws IOException {
    return FlatfsStore.open(root, disk, Stores.SMALL, InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private void put(Block block) throws IOException {
    store.put(block.cid().multihash(), block.bytes());
  }

  private static Path file(Path root, Block block) {
    return new Layout(root, ShardFunction.DEFAULT).file(BlockName.of(block.cid().multihash()));
  }

  /** What another process would find if this one were killed now. */
  private Path killed() throws IOException {
    Path copy = Files.createDirectory(temp.resolve("killed"));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.skip(1).toList()) {
        Files.copy(each, copy.resolve(folder.relativize(each).toString()));
      }
    }
    return copy;
  }

  @Test
  void put_smallBlock_isInTheJournalOnly() throws Exception {
    put(SMALL);
    assertThat(file(folder, SMALL)).doesNotExist();
    assertThat(folder.resolve(".temp")).isEmptyDirectory();
    assertThat(folder.resolve(".journal/1.log")).exists();
    assertThat(disk.forced).isEmpty();
  }

  @Test
  void sync_manySmallBlocks_forcesOneFileAndOnceItsDirectory() throws Exception {
    for (Block block : SampleBlocks.many(30, 100)) {
      put(block);
    }
    store.sync();
    assertThat(disk.forced).containsExactly("FORCE_JOURNAL 1.log", "FORCE_DIRECTORY .journal");
    put(LARGE);
    store.sync();
    disk.forced.clear();
    put(SMALL);
    store.sync();
    store.sync();
    assertThat(disk.forced).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void sync_largeBlock_isForcedBeforeItHasItsName() throws Exception {
    put(LARGE);
    store.sync();
    assertThat(file(folder, LARGE)).hasBinaryContent(LARGE.bytes());
    assertThat(folder.resolve(".temp")).isEmptyDirectory();
    assertThat(disk.forced.get(0)).isEqualTo("FORCE put-1");
    assertThat(disk.forced.subList(1, disk.forced.size()))
        .containsExactlyInAnyOrder(
            "FORCE_DIRECTORY blocks",
            "FORCE_DIRECTORY " + file(folder, LARGE).getParent().getFileName());
  }

  @Test
  void sync_manyThreads_shareForces() throws Exception {
    List<Block> blocks = SampleBlocks.many(48, 100);
    Together.run(
        8,
        thread -> {
          for (Block block : blocks.subList(thread * 6, thread * 6 + 6)) {
            put(block);
            store.sync();
          }
        });
    assertThat(disk.forced.stream().filter(each -> each.startsWith("FORCE_JOURNAL")))
        .hasSizeLessThanOrEqualTo(48);
    for (Block block : blocks) {
      assertThat(store.get(block.cid().multihash())).isEqualTo(block.bytes());
    }
  }

  @Test
  void checkpoint_manyBlocks_forcesTheFileSystemInsteadOfEachFile() throws Exception {
    disk.forcesAll = true;
    putMany();

    store.checkpoint();

    assertThat(disk.forced)
        .containsExactly("ALL " + Layout.TEMP, "ALL blocks", "FORCE_DIRECTORY " + Layout.JOURNAL);
    assertThat(file(folder, SampleBlocks.raw(100, 100))).exists();
  }

  @Test
  void checkpoint_manyBlocksOnADiskThatCannotForceAll_forcesEachFileAndDirectory()
      throws Exception {
    putMany();

    store.checkpoint();

    assertThat(disk.forced).filteredOn(each -> each.startsWith("FORCE put-")).hasSize(MANY);
    assertThat(disk.forced).filteredOn(each -> each.startsWith("FORCE_DIRECTORY")).isNotEmpty();
    assertThat(file(folder, SampleBlocks.raw(100, 100))).exists();
  }

  private void putMany() throws IOException {
    for (int seed = 100; seed < 100 + MANY; seed++) {
      put(SampleBlocks.raw(seed, 100));
    }
  }

  @Test
  void checkpoint_smallBlocks_becomeFilesAndTheJournalGoes() throws Exception {
    List<Block> blocks = SampleBlocks.many(50, 100);
    for (Block block : blocks) {
      put(block);
    }
    store.checkpoint();
    for (Block block : blocks) {
      assertThat(file(folder, block)).hasBinaryContent(block.bytes());
      assertThat(store.get(block.cid().multihash())).isEqualTo(block.bytes());
    }
    assertThat(folder.resolve(".journal")).isEmptyDirectory();
    assertThat(folder.resolve(".temp")).isEmptyDirectory();
    assertThat(disk.forced.stream().filter(each -> each.startsWith("FORCE put-"))).hasSize(50);
  }

  @Test
  void put_journalIsFull_waitsForACheckpointAndGoesOn() throws Exception {
    List<Block> blocks = SampleBlocks.many(10 * Stores.SMALL.journalBlocks(), 20);
    for (Block block : blocks) {
      put(block);
      assertThat(store.journaledBlocks()).isLessThanOrEqualTo(Stores.SMALL.journalBlocks());
    }
    store.sync();
    for (Block block : blocks) {
      assertThat(store.get(block.cid().multihash())).isEqualTo(block.bytes());
    }
  }

  @Test
  void open_processWasKilled_hasWhatWasPut() throws Exception {
    put(SMALL);
    put(LARGE);
    store.sync();
    Block later = SampleBlocks.raw(3, 100);
    put(later);
    try (Opened again = new Opened(open(killed()))) {
      assertThat(again.get(SMALL)).isEqualTo(SMALL.bytes());
      assertThat(again.get(LARGE)).isEqualTo(LARGE.bytes());
      assertThat(again.get(later)).isEqualTo(later.bytes());
    }
    assertThat(file(temp.resolve("killed"), SMALL)).hasBinaryContent(SMALL.bytes());
    assertThat(temp.resolve("killed/.journal")).isEmptyDirectory();
  }

  @Test
  void open_processWasKilledAfterDelete_doesNotBringItBack() throws Exception {
    Block gone = SampleBlocks.raw(3, 100);
    put(SMALL);
    put(gone);
    store.sync();
    assertThat(store.delete(gone.cid().multihash())).isTrue();
    try (Opened again = new Opened(open(killed()))) {
      assertThat(again.get(gone)).isNull();
      assertThat(again.get(SMALL)).isEqualTo(SMALL.bytes());
    }
  }

  @Test
  void open_processWasKilledAfterDeleteOfAFile_doesNotBringItBack() throws Exception {
    put(SMALL);
    store.checkpoint();
    assertThat(store.delete(SMALL.cid().multihash())).isTrue();
    try (Opened again = new Opened(open(killed()))) {
      assertThat(again.get(SMALL)).isNull();
    }
  }

  @Test
  void open_deletedAndPutAgain_hasIt() throws Exception {
    put(SMALL);
    store.delete(SMALL.cid().multihash());
    put(SMALL);
    try (Opened again = new Opened(open(killed()))) {
      assertThat(again.get(SMALL)).isEqualTo(SMALL.bytes());
    }
  }

  @Test
  void open_killedInACheckpoint_finishesIt() throws Exception {
    put(SMALL);
    Block other = SampleBlocks.raw(3, 100);
    put(other);
    Path copy = killed();
    Files.createDirectories(file(copy, SMALL).getParent());
    Files.write(file(copy, SMALL), SMALL.bytes());
    Files.write(copy.resolve(".temp/put-7"), new byte[3]);
    try (Opened again = new Opened(open(copy))) {
      assertThat(copy.resolve(".temp/put-7")).doesNotExist();
      again.store.checkpoint();
      assertThat(again.get(SMALL)).isEqualTo(SMALL.bytes());
      assertThat(file(copy, other)).hasBinaryContent(other.bytes());
    }
  }

  @Test
  void put_blockOfAnEarlierProcess_isPromisedOnARecordOfOurOwn() throws Exception {
    put(SMALL);
    Path copy = killed();
    disk.breakWith(
        (operation, file) -> {
          if (operation == Operation.WRITE && file.startsWith(copy.resolve(".temp"))) {
            throw new IOException("the disk makes no checkpoint");
          }
        });
    FlatfsStore again = open(copy);
    again.put(SMALL.cid().multihash(), SMALL.bytes());
    assertThat(copy.resolve(".journal/2.log")).isNotEmptyFile();
    disk.repair();
    again.close();
    assertThat(file(copy, SMALL)).hasBinaryContent(SMALL.bytes());
  }

  /** The process before may have died between renaming the file and forcing its directory. */
  @Test
  void put_fileOfAnEarlierProcess_forcesItsDirectoryOnce() throws Exception {
    put(LARGE);
    store.sync();
    String shard = "FORCE_DIRECTORY " + file(folder, LARGE).getParent().getFileName();
    try (Opened again = new Opened(open(killed()))) {
      disk.forced.clear();
      again.store.put(LARGE.cid().multihash(), LARGE.bytes());
      again.store.sync();
      assertThat(disk.forced).containsExactly(shard);
      again.store.put(LARGE.cid().multihash(), LARGE.bytes());
      again.store.sync();
      assertThat(disk.forced).containsExactly(shard);
    }
  }

  @Test
  void delete_largeBlockOnItsWay_leavesNothing() throws Exception {
    for (int round = 0; round < 50; round++) {
      put(LARGE);
      assertThat(store.delete(LARGE.cid().multihash())).isTrue();
    }
    store.sync();
    assertThat(store.get(LARGE.cid().multihash())).isNull();
    assertThat(file(folder, LARGE)).doesNotExist();
    assertThat(folder.resolve(".temp")).isEmptyDirectory();
  }

  @Test
  void put_overTheLimit_isRefused() {
    Block huge = SampleBlocks.raw(1, Stores.SMALL.maxBlockBytes() + 1);
    assertThatThrownBy(() -> put(huge))
        .isInstanceOf(BlockTooLargeException.class)
        .hasMessageContaining("1048577")
        .hasMessageContaining("1048576");
  }

  /** A second store, for try-with-resources. */
  private record Opened(FlatfsStore store) implements AutoCloseable {
    byte[] get(Block block) throws IOException {
      Multihash hash = block.cid().multihash();
      return store.get(hash);
    }

    @Override
    public void close() throws IOException {
      store.close();
    }
  }
}
