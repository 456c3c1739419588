package org.helia.blockstore.flatfs.internal;

import java.nio.file.Path;
import org.helia.api.block.Blockstore;
import org.helia.testkit.block.BlockstoreContract;
import org.helia.testkit.block.ConcurrentBlockstoreContract;
import org.helia.testkit.block.DurableBlockstoreContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** What every blockstore promises, with the limits of every day and with ones that are reached. */
class FlatfsContractTest {
  private static void closeStore(Blockstore opened) {
    ((FlatfsBlockstore) opened).close();
  }

  @Nested
  class OneAfterTheOther extends BlockstoreContract {
    @TempDir Path folder;

    @Override
    protected Blockstore open() {
      return Stores.open(folder.resolve("blocks"));
    }

    @Override
    protected void close(Blockstore opened) {
      closeStore(opened);
    }
  }

  @Nested
  class ManyAtOnce extends ConcurrentBlockstoreContract {
    @TempDir Path folder;

    @Override
    protected Blockstore open() {
      return Stores.open(folder.resolve("blocks"));
    }

    @Override
    protected void close(Blockstore opened) {
      closeStore(opened);
    }
  }

  @Nested
  class ManyAtOnceWithSmallLimits extends ConcurrentBlockstoreContract {
    @TempDir Path folder;

    @Override
    protected Blockstore open() {
      return Stores.open(folder.resolve("blocks"), new LocalDisk(), Stores.SMALL);
    }

    @Override
    protected void close(Blockstore opened) {
      closeStore(opened);
    }
  }

  @Nested
  class Reopened extends DurableBlockstoreContract {
    @TempDir Path folder;

    @Override
    protected Blockstore open() {
      return Stores.open(folder.resolve("blocks"));
    }

    @Override
    protected void close(Blockstore opened) {
      closeStore(opened);
    }
  }
}
