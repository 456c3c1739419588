package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;
import static org.helia.blocks.internal.Rig.keep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.Progress;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.BlockstoreUsage;
import org.helia.api.block.DamagedBlock;
import org.helia.api.block.VerifyReport;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.CorruptingBlockstore;
import org.helia.testkit.block.FailingBlockstore;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreDeskTest {
  private static final List<Block> BLOCKS = SampleBlocks.many(100, 100);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void list_severalStores_bestIsTheWriteTarget() {
    rig.store("low", -1);
    rig.store("high", 100);
    assertThat(rig.blocks.list())
        .containsExactly(
            new BlockstoreInfo("high", 100, true, "bundle 7"),
            new BlockstoreInfo("low", -1, false, "bundle 7"));
  }

  @Test
  void list_noStore_isEmpty() {
    assertThat(rig.blocks.list()).isEmpty();
  }

  @Test
  void usage_countsBlocksAndBytes() {
    FakeBlockstore store = rig.store("flat", 1);
    BLOCKS.forEach(block -> keep(store, block));
    assertThat(rig.blocks.usage("flat")).isEqualTo(new BlockstoreUsage(100, 10_000));
    assertThatThrownBy(() -> rig.blocks.usage("float"))
        .isInstanceOf(BlockstoreException.class)
        .hasMessageContaining("float")
        .hasMessageContaining("present are flat");
  }

  @Test
  void verify_soundStores_reportsNoDamage() {
    FakeBlockstore one = rig.store("one", 1);
    FakeBlockstore two = rig.store("two", 2);
    BLOCKS.forEach(block -> keep(one, block));
    BLOCKS.subList(0, 10).forEach(block -> keep(two, block));
    AtomicLong blocks = new AtomicLong();
    List<DamagedBlock> damaged = new ArrayList<>();
    VerifyReport report =
        rig.blocks.verify(damaged::add, (moreBlocks, bytes) -> blocks.addAndGet(moreBlocks));
    assertThat(report).isEqualTo(new VerifyReport(110, 11_000, 0));
    assertThat(damaged).isEmpty();
    assertThat(blocks).hasValue(110);
  }

  @Test
  void verify_damagedBlocks_areReportedWithStoreAndReason() {
    CorruptingBlockstore bad = new CorruptingBlockstore(new FakeBlockstore("bad"));
    BLOCKS.forEach(block -> keep(bad, block));
    bad.flipBit(hash(BLOCKS.get(1)));
    Multihash unknown = Multihash.of(Multicodec.BLAKE3, new byte[32]);
    bad.put(unknown, new byte[1]);
    rig.add("bad", 1, bad);
    List<DamagedBlock> damaged = new ArrayList<>();
    VerifyReport report = rig.blocks.verify(damaged::add, Progress.NONE);
    assertThat(report.blocks()).isEqualTo(101);
    assertThat(report.damaged()).isEqualTo(2);
    assertThat(damaged).extracting(DamagedBlock::store).containsOnly("bad");
    assertThat(damaged)
        .filteredOn(block -> block.hash().equals(hash(BLOCKS.get(1))))
        .singleElement()
        .satisfies(block -> assertThat(block.reason()).contains("100 bytes do not match"));
    assertThat(damaged)
        .filteredOn(block -> block.hash().equals(unknown))
        .singleElement()
        .satisfies(block -> assertThat(block.reason()).contains("blake3"));
  }

  @Test
  void verify_unreadableBlocks_areReportedNotThrown() {
    FakeBlockstore kept = new FakeBlockstore("worn");
    BLOCKS.forEach(block -> keep(kept, block));
    FailingBlockstore worn = new FailingBlockstore("worn", kept);
    worn.broken(FailingBlockstore.Call.GET);
    rig.add("worn", 1, worn);
    List<DamagedBlock> damaged = new ArrayList<>();
    VerifyReport report = rig.blocks.verify(damaged::add, Progress.NONE);
    assertThat(report).isEqualTo(new VerifyReport(100, 0, 100));
    assertThat(damaged)
        .hasSize(100)
        .allSatisfy(block -> assertThat(block.reason()).contains("cannot be read"));
  }

  @Test
  void verify_listingFails_isThrown() {
    FailingBlockstore worn = new FailingBlockstore("worn", new FakeBlockstore("worn"));
    worn.broken(FailingBlockstore.Call.HASHES);
    rig.add("worn", 1, worn);
    assertThatThrownBy(() -> rig.blocks.verify(damaged -> {}, Progress.NONE))
        .isInstanceOf(BlockstoreException.class);
  }

  @Test
  void verify_noStore_saysWhichFeatureToInstall() {
    assertThatThrownBy(() -> rig.blocks.verify(damaged -> {}, Progress.NONE))
        .isInstanceOf(ServiceMissingException.class);
  }
}
