package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.helia.api.block.BlockstoreException;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store at a time uses a folder. */
class RepositoryLockTest {
  @TempDir Path temp;

  @Test
  void open_otherProcessHasIt_isRefusedWithItsName() throws Exception {
    Path folder = temp.resolve("blocks");
    try (ChildStore child = ChildStore.start(folder, 0, 0)) {
      child.awaitOpen();
      assertThatThrownBy(() -> Stores.open(folder))
          .isInstanceOf(BlockstoreException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use by process " + child.pid() + " (")
          .hasMessageContaining("java")
          .hasMessageContaining(" since 20")
          .hasMessageNotContaining("\n");
      child.killAfter(0);
    }
    // The dead process's file is there, but nobody holds it.
    assertThat(folder.resolve(".lock")).isNotEmptyFile();
    Stores.open(folder).close();
  }

  @Test
  void open_otherStoreOfThisProcessHasIt_isRefusedAndLeavesItsLock() throws Exception {
    Path folder = temp.resolve("blocks");
    FlatfsBlockstore store = Stores.open(folder);
    Path sameFolder = Files.createSymbolicLink(temp.resolve("link"), folder);
    assertThatThrownBy(() -> Stores.open(sameFolder))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("another store of this very process")
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    try (ChildStore child = ChildStore.start(folder, 0, 0)) {
      assertThat(child.awaitRefusal())
          .contains("in use by process " + ProcessHandle.current().pid());
    }
    store.close();
    Stores.open(folder).close();
  }

  @Test
  void open_lastOneFailed_isFree() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("blocks"));
    Files.writeString(folder.resolve("SHARDING"), "nonsense");
    assertThatThrownBy(() -> Stores.open(folder)).isInstanceOf(BlockstoreException.class);
    Files.delete(folder.resolve("SHARDING"));
    FlatfsBlockstore store = Stores.open(folder);
    Stores.put(store, SampleBlocks.raw(1, 10));
    store.close();
  }

  private Path kuboRepository() throws Exception {
    Path repository = Files.createDirectory(temp.resolve("ipfs"));
    Files.writeString(repository.resolve("config"), "{}");
    Files.writeString(repository.resolve("datastore_spec"), "{}");
    return repository;
  }

  /** Kubo locks an empty file, refuses one that has content, and removes it in the end. */
  @Test
  void acquire_folderOfKubo_holdsKubosLock() throws Exception {
    Path repository = kuboRepository();
    Path folder = Files.createDirectory(repository.resolve("blocks"));
    try (RepositoryLock lock = RepositoryLock.acquire(folder, Instant.now())) {
      assertThat(repository.resolve("repo.lock")).isEmptyFile();
    }
    assertThat(repository.resolve("repo.lock")).doesNotExist();
  }

  @Test
  void acquire_kuboRuns_isRefusedByName() throws Exception {
    Path repository = kuboRepository();
    Path folder = Files.createDirectory(repository.resolve("blocks"));
    try (ChildStore kubo = ChildStore.lock(repository.resolve("repo.lock"))) {
      kubo.awaitOpen();
      assertThatThrownBy(() -> RepositoryLock.acquire(folder, Instant.now()))
          .hasMessageContaining("in use by Kubo")
          .hasMessageContaining("repo.lock");
    }
    RepositoryLock.acquire(folder, Instant.now()).close();
  }

  @Test
  void tryLock_fileIsReplacedMeanwhile_locksTheOneThatIsThere() throws Exception {
    Path file = temp.resolve("lock");
    LockedFile first = LockedFile.tryLock(file).orElseThrow();
    first.delete();
    try (LockedFile second = LockedFile.tryLock(file).orElseThrow()) {
      assertThat(file).exists();
      first.close();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        assertThatThrownBy(
                () -> {
                  FileLock third = channel.tryLock();
                  third.release();
                })
            .isInstanceOf(OverlappingFileLockException.class);
      }
    }
  }
}
