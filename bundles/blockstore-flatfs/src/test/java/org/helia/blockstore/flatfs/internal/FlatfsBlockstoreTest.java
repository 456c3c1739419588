package org.helia.blockstore.flatfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.helia.api.block.BlockstoreException;
import org.helia.platform.HeliaHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatfsBlockstoreTest {
  private static final HeliaHome HOME = new HeliaHome(Path.of("/node"));

  @TempDir Path temp;

  @Test
  void folder_notConfigured_isInTheRepository() {
    assertThat(FlatfsBlockstore.folder(HOME, "")).isEqualTo(Path.of("/node/repository/blocks"));
    assertThat(FlatfsBlockstore.folder(HOME, " ")).isEqualTo(Path.of("/node/repository/blocks"));
  }

  @Test
  void folder_relativePath_isBelowTheHome() {
    assertThat(FlatfsBlockstore.folder(HOME, "../other/blocks"))
        .isEqualTo(Path.of("/other/blocks"));
    assertThat(FlatfsBlockstore.folder(HOME, "big")).isEqualTo(Path.of("/node/big"));
  }

  @Test
  void folder_absolutePath_isTaken() {
    assertThat(FlatfsBlockstore.folder(HOME, "/srv/ipfs/blocks"))
        .isEqualTo(Path.of("/srv/ipfs/blocks"));
  }

  @Test
  void folder_impossiblePath_isRefusedByTheOptionsName() {
    assertThatThrownBy(() -> FlatfsBlockstore.folder(HOME, "a\0b"))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("option path of org.helia.blockstore.flatfs");
  }

  @Test
  void close_twice_isHarmless() {
    FlatfsBlockstore store = Stores.open(temp.resolve("blocks"));
    store.close();
    store.close();
    FlatfsBlockstore again = Stores.open(temp.resolve("blocks"));
    assertThat(Stores.hashes(again)).isEmpty();
    again.close();
  }

  @Test
  void close_threadIsInterrupted_closesAllTheSame() {
    FlatfsBlockstore store = Stores.open(temp.resolve("blocks"));
    Thread.currentThread().interrupt();
    try {
      store.close();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    Stores.open(temp.resolve("blocks")).close();
  }

  @Test
  void toString_store_saysWhere() {
    FlatfsBlockstore store = Stores.open(temp.resolve("blocks"));
    assertThat(store).hasToString("blockstore flatfs at " + temp.resolve("blocks"));
    store.close();
  }
}
