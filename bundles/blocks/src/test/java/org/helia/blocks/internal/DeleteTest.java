package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;
import static org.helia.blocks.internal.Rig.keep;

import java.util.concurrent.CompletableFuture;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.testkit.block.FailingBlockstore;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeleteTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 1000);

  @Test
  void delete_blockInSeveralStores_removesItFromAll() {
    try (Rig rig = new Rig()) {
      FakeBlockstore high = rig.store("high", 10);
      FakeBlockstore low = rig.store("low", 1);
      keep(high, BLOCK);
      keep(low, BLOCK);
      assertThat(rig.blocks.delete(BLOCK.cid())).isTrue();
      assertThat(high.count() + low.count()).isZero();
      assertThat(rig.blocks.delete(BLOCK.cid())).isFalse();
    }
  }

  @Test
  void delete_oneStoreFails_othersAreDoneAndTheErrorIsThrown() {
    try (Rig rig = new Rig()) {
      FailingBlockstore broken = new FailingBlockstore("worn", new FakeBlockstore("worn"));
      broken.broken(FailingBlockstore.Call.DELETE);
      rig.add("worn", 10, broken);
      FakeBlockstore sound = rig.store("sound", 1);
      keep(sound, BLOCK);
      assertThatThrownBy(() -> rig.blocks.delete(BLOCK.cid()))
          .isInstanceOf(BlockstoreException.class);
      assertThat(sound.count()).isZero();
    }
  }

  @Test
  void delete_storeIsUpdatedMeanwhile_removesItThereToo() throws Exception {
    try (Rig rig = new Rig(Rig.LONG)) {
      keep(rig.store("stays", 1), BLOCK);
      rig.remove(rig.store("flat", 10));
      CompletableFuture<Boolean> deleting =
          CompletableFuture.supplyAsync(() -> rig.blocks.delete(BLOCK.cid()));
      FakeBlockstore after = new FakeBlockstore("flat");
      keep(after, BLOCK);
      rig.add("flat", 10, after);
      assertThat(deleting.get()).isTrue();
      assertThat(after.has(hash(BLOCK))).isFalse();
    }
  }

  @Test
  void delete_noStore_saysWhichFeatureToInstall() {
    try (Rig rig = new Rig()) {
      assertThatThrownBy(() -> rig.blocks.delete(BLOCK.cid()))
          .isInstanceOf(ServiceMissingException.class);
    }
  }
}
