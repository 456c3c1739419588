package org.helia.testkit.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.helia.api.block.Block;
import org.helia.api.block.Blockstore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakeBlockstoreTest {
  @Test
  void unsynced_tellsWhatACrashWouldLose() {
    FakeBlockstore store = new FakeBlockstore("fake");
    Block first = SampleBlocks.raw(1, 10);
    Block second = SampleBlocks.raw(2, 10);
    store.put(first.cid().multihash(), first.bytes());
    store.sync();
    store.put(second.cid().multihash(), second.bytes());
    assertThat(store.unsynced()).containsExactly(second.cid().multihash());
  }

  @Nested
  class Alone extends BlockstoreContract {
    @Override
    protected Blockstore open() {
      return new FakeBlockstore("fake");
    }

    @Override
    protected void close(Blockstore opened) {
      ((FakeBlockstore) opened).close();
    }
  }

  @Nested
  class Shared extends ConcurrentBlockstoreContract {
    @Override
    protected Blockstore open() {
      return new FakeBlockstore("fake");
    }

    @Override
    protected void close(Blockstore opened) {
      ((FakeBlockstore) opened).close();
    }
  }
}
