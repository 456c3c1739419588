package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreFullException;
import org.helia.api.block.CidFormat;
import org.helia.api.codec.InsecureHashException;
import org.helia.api.codec.UnknownHashException;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FailingBlockstore;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Together;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriteTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 1000);

  @Test
  void put_severalStores_goesToTheBestAndIsDurable() {
    try (Rig rig = new Rig()) {
      FakeBlockstore low = rig.store("low", 1);
      FakeBlockstore high = rig.store("high", 10);
      rig.blocks.put(BLOCK);
      assertThat(high.has(hash(BLOCK))).isTrue();
      assertThat(high.unsynced()).isEmpty();
      assertThat(low.count()).isZero();
    }
  }

  @Test
  void put_rankingChanged_goesToTheNewBest() {
    try (Rig rig = new Rig()) {
      FakeBlockstore low = rig.store("low", 1);
      FakeBlockstore high = rig.store("high", 10);
      rig.rank("low", 20, low);
      rig.blocks.put(BLOCK);
      assertThat(low.has(hash(BLOCK))).isTrue();
      assertThat(high.count()).isZero();
    }
  }

  @Test
  void put_bytesDoNotMatch_nothingIsStored() {
    try (Rig rig = new Rig()) {
      FakeBlockstore store = rig.store("flat", 1);
      Block lie = Block.of(BLOCK.cid(), new byte[] {1});
      assertThatThrownBy(() -> rig.blocks.put(lie)).isInstanceOf(BlockMismatchException.class);
      assertThat(store.count()).isZero();
    }
  }

  @Test
  void put_bestStoreIsFull_failsInsteadOfGoingElsewhere() {
    try (Rig rig = new Rig()) {
      FailingBlockstore full = new FailingBlockstore("full", new FakeBlockstore("full"));
      full.full();
      rig.add("full", 10, full);
      FakeBlockstore other = rig.store("other", 1);
      assertThatThrownBy(() -> rig.blocks.put(BLOCK)).isInstanceOf(BlockstoreFullException.class);
      assertThat(other.count()).isZero();
    }
  }

  @Test
  void put_bestStoreFails_failsInsteadOfGoingElsewhere() {
    try (Rig rig = new Rig()) {
      FailingBlockstore broken = new FailingBlockstore("worn", new FakeBlockstore("worn"));
      broken.broken(FailingBlockstore.Call.PUT);
      rig.add("worn", 10, broken);
      FakeBlockstore other = rig.store("other", 1);
      assertThatThrownBy(() -> rig.blocks.put(BLOCK))
          .isInstanceOf(BlockstoreException.class)
          .hasRootCauseMessage("Input/output error");
      assertThat(other.count()).isZero();
    }
  }

  @Test
  void put_bestStoreIsClosed_goesToTheNext() {
    try (Rig rig = new Rig()) {
      rig.store("closed", 10).close();
      FakeBlockstore other = rig.store("other", 1);
      rig.blocks.put(BLOCK);
      assertThat(other.has(hash(BLOCK))).isTrue();
    }
  }

  @Test
  void put_onlyStoreIsClosedAndStays_saysSo() {
    try (Rig rig = new Rig()) {
      rig.store("closed", 10).close();
      assertThatThrownBy(() -> rig.blocks.put(BLOCK)).isInstanceOf(BlockstoreClosedException.class);
    }
  }

  @Test
  void put_onlyStoreIsUpdated_waitsForItToComeBack() throws Exception {
    try (Rig rig = new Rig(Rig.LONG)) {
      rig.remove(rig.store("flat", 1));
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> rig.blocks.put(BLOCK));
      FakeBlockstore after = rig.store("flat", 1);
      writing.get();
      assertThat(after.has(hash(BLOCK))).isTrue();
    }
  }

  @Test
  void put_noStore_saysWhichFeatureToInstall() {
    try (Rig rig = new Rig()) {
      assertThatThrownBy(() -> rig.blocks.put(BLOCK))
          .isInstanceOf(ServiceMissingException.class)
          .hasMessageContaining("helia-blockstore-flatfs");
    }
  }

  @Test
  void writerPut_format_namesTheBlockAndHashesOnce() {
    try (Rig rig = new Rig();
        BlockWriter writer = rig.blocks.writer()) {
      FakeBlockstore store = rig.store("flat", 1);
      Cid cid = writer.put(CidFormat.V1_RAW, BLOCK.bytes());
      assertThat(cid).isEqualTo(BLOCK.cid());
      assertThat(rig.hashers.digests()).isOne();
      assertThat(store.has(hash(BLOCK))).isTrue();
      assertThat(writer.put(CidFormat.V0, BLOCK.bytes())).isEqualTo(Cid.v0(hash(BLOCK)));
    }
  }

  @Test
  void writerPut_severalThreads_storeAndCommitEverything() throws Exception {
    try (Rig rig = new Rig();
        BlockWriter writer = rig.blocks.writer()) {
      FakeBlockstore store = rig.store("flat", 1);
      Together.run(
          8,
          thread -> {
            for (int i = 0; i < 100; i++) {
              writer.put(SampleBlocks.raw(thread * 1000L + i, 50));
            }
            writer.commit();
          });
      assertThat(store.count()).isEqualTo(800);
      assertThat(store.unsynced()).isEmpty();
    }
  }

  @Test
  void commit_storesChangedMeanwhile_syncsEachThatIsPresent() {
    try (Rig rig = new Rig();
        BlockWriter writer = rig.blocks.writer()) {
      FakeBlockstore first = rig.store("first", 1);
      writer.put(BLOCK);
      FakeBlockstore second = rig.store("second", 2);
      writer.put(SampleBlocks.raw(2, 10));
      FakeBlockstore untouched = rig.store("untouched", 3);
      untouched.put(hash(BLOCK), BLOCK.bytes());
      writer.commit();
      assertThat(first.unsynced()).isEmpty();
      assertThat(second.unsynced()).isEmpty();
      assertThat(untouched.unsynced()).hasSize(1);
    }
  }

  @Test
  void commit_storeHasLeft_isItsOwnMatter() {
    try (Rig rig = new Rig();
        BlockWriter writer = rig.blocks.writer()) {
      FakeBlockstore first = rig.store("first", 2);
      FakeBlockstore closing = rig.store("closing", 1);
      writer.put(BLOCK);
      rig.remove(first);
      writer.put(SampleBlocks.raw(2, 10));
      closing.close();
      writer.commit();
    }
  }

  @Test
  void commit_syncFails_saysSoAndTriesAgainNextTime() {
    try (Rig rig = new Rig();
        BlockWriter writer = rig.blocks.writer()) {
      FakeBlockstore kept = new FakeBlockstore("worn");
      FailingBlockstore worn = new FailingBlockstore("worn", kept);
      rig.add("worn", 1, worn);
      writer.put(BLOCK);
      worn.broken(FailingBlockstore.Call.SYNC);
      assertThatThrownBy(writer::commit).isInstanceOf(BlockstoreException.class);
      worn.repaired();
      writer.commit();
      assertThat(kept.unsynced()).isEmpty();
    }
  }

  @Test
  void writerPut_identity_isNotStored() {
    try (Rig rig = new Rig();
        BlockWriter writer = rig.blocks.writer()) {
      FakeBlockstore store = rig.store("flat", 1);
      CidFormat inline = new CidFormat(1, Multicodec.RAW, Multicodec.IDENTITY);
      Cid cid = writer.put(inline, new byte[] {1, 2});
      writer.put(Block.of(cid, new byte[] {1, 2}));
      writer.commit();
      assertThat(store.count()).isZero();
      assertThat(rig.blocks.get(cid).bytes()).containsExactly(1, 2);
    }
  }

  @Test
  void writerPut_hashThatCannotBeChecked_isRefused() {
    try (Rig rig = new Rig();
        BlockWriter writer = rig.blocks.writer()) {
      FakeBlockstore store = rig.store("flat", 1);
      CidFormat unknown = new CidFormat(1, Multicodec.RAW, Multicodec.BLAKE3);
      assertThatThrownBy(() -> writer.put(unknown, BLOCK.bytes()))
          .isInstanceOf(UnknownHashException.class);
      Cid cut = Cid.v1(Multicodec.RAW, Multihash.of(Multicodec.SHA2_256, new byte[10]));
      assertThatThrownBy(() -> writer.put(Block.of(cut, BLOCK.bytes())))
          .isInstanceOf(InsecureHashException.class);
      assertThat(store.count()).isZero();
    }
  }

  @Test
  void writerPut_closedWriter_isRefused() {
    try (Rig rig = new Rig()) {
      rig.store("flat", 1);
      BlockWriter writer = rig.blocks.writer();
      writer.close();
      assertThatThrownBy(() -> writer.put(BLOCK)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void close_writerOpen_waitsUntilItIsClosed() throws Exception {
    Rig rig = new Rig();
    FakeBlockstore store = rig.store("flat", 1);
    BlockWriter writer = rig.blocks.writer();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(rig.blocks::close);
    Until.holds(() -> refuses(rig));

    writer.put(BLOCK);
    writer.commit();
    assertThat(closing).isNotDone();
    writer.close();
    writer.close();

    closing.get(Until.MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    assertThat(store.has(hash(BLOCK))).isTrue();
  }

  private static boolean refuses(Rig rig) {
    try {
      rig.blocks.has(BLOCK.cid());
      return false;
    } catch (ServiceMissingException e) {
      return true;
    }
  }
}
