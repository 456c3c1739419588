package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;
import static org.helia.blocks.internal.Rig.keep;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.MigrationReport;
import org.helia.api.block.ReadOnlyBlockstore;
import org.helia.api.block.ReadOnlyBlockstoreException;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadOnlyTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 1000);
  private static final Block OTHER = SampleBlocks.raw(2, 1000);

  private final FakeBlockstore content = new FakeBlockstore("content");

  /** A store that nobody fills but the test. */
  private record Mounted(FakeBlockstore content) implements ReadOnlyBlockstore {
    @Override
    public String name() {
      return "mounted";
    }

    @Override
    public Optional<byte[]> get(Multihash hash) {
      return content.get(hash);
    }

    @Override
    public OptionalInt size(Multihash hash) {
      return content.size(hash);
    }

    @Override
    public Stream<Multihash> hashes() {
      return content.hashes();
    }
  }

  private void mount(Rig rig, int ranking) {
    rig.add("mounted", ranking, new Mounted(content));
  }

  @Test
  void get_blockInReadOnlyStore_isRead() {
    try (Rig rig = new Rig()) {
      mount(rig, -10);
      keep(content, BLOCK);

      assertThat(rig.blocks.get(BLOCK.cid()).bytes()).isEqualTo(BLOCK.bytes());
      assertThat(rig.blocks.has(BLOCK.cid())).isTrue();
      assertThat(rig.blocks.size(BLOCK.cid())).hasValue(1000);
    }
  }

  @Test
  void put_readOnlyStoreRanksFirst_goesToTheNext() {
    try (Rig rig = new Rig()) {
      mount(rig, 100);
      FakeBlockstore store = rig.store("store", 0);

      rig.blocks.put(BLOCK);

      assertThat(store.has(hash(BLOCK))).isTrue();
      assertThat(store.unsynced()).isEmpty();
      assertThat(content.count()).isZero();
      assertThat(rig.blocks.list()).filteredOn(BlockstoreInfo::writeTarget).hasSize(1);
      assertThat(rig.blocks.list().get(1).writeTarget()).isTrue();
    }
  }

  @Test
  void put_onlyReadOnlyStores_isRefused() {
    try (Rig rig = new Rig();
        BlockWriter writer = rig.blocks.writer()) {
      mount(rig, 0);

      assertThatThrownBy(() -> writer.put(BLOCK)).isInstanceOf(ServiceMissingException.class);
      assertThat(rig.blocks.list()).noneMatch(BlockstoreInfo::writeTarget);
    }
  }

  @Test
  void delete_blockInReadOnlyStore_saysThatItStays() {
    try (Rig rig = new Rig()) {
      mount(rig, -10);
      FakeBlockstore store = rig.store("store", 0);
      keep(content, BLOCK);
      keep(store, BLOCK);
      keep(store, OTHER);

      assertThatThrownBy(() -> rig.blocks.delete(BLOCK.cid()))
          .isInstanceOf(ReadOnlyBlockstoreException.class)
          .hasMessageContainingAll("mounted", "read-only", "deleted elsewhere");
      assertThat(content.has(hash(BLOCK))).isTrue();
      assertThat(store.has(hash(BLOCK))).isFalse();
      assertThat(rig.blocks.delete(OTHER.cid())).isTrue();
    }
  }

  @Test
  void get_corruptBlockInReadOnlyStore_isNeverTrusted() {
    Settings trusting = new Settings(false, Rig.SHORT, Rig.LONG, Duration.ofMillis(50), 32, 256);
    try (Rig rig = new Rig(trusting)) {
      mount(rig, 0);
      content.put(hash(BLOCK), OTHER.bytes());

      assertThatThrownBy(() -> rig.blocks.get(BLOCK.cid()))
          .isInstanceOf(BlockMismatchException.class)
          .hasMessageContaining("mounted");
    }
  }

  @Test
  void get_corruptInReadOnlyStoreRightElsewhere_leavesTheReadOnlyStoreAlone() {
    try (Rig rig = new Rig()) {
      mount(rig, 10);
      content.put(hash(BLOCK), OTHER.bytes());
      keep(rig.store("store", 0), BLOCK);

      assertThat(rig.blocks.get(BLOCK.cid()).bytes()).isEqualTo(BLOCK.bytes());
      assertThat(content.get(hash(BLOCK))).hasValue(OTHER.bytes());
    }
  }

  @Test
  void migrate_fromReadOnlyStore_copiesWhateverItsRanking() {
    try (Rig rig = new Rig()) {
      mount(rig, 100);
      FakeBlockstore store = rig.store("store", 0);
      keep(content, BLOCK);

      MigrationReport report = rig.blocks.migrate("mounted", "store", Progress.NONE);

      assertThat(report.copied()).isEqualTo(1);
      assertThat(store.get(hash(BLOCK))).hasValue(BLOCK.bytes());
    }
  }

  @Test
  void migrate_toReadOnlyStore_isRefused() {
    try (Rig rig = new Rig()) {
      mount(rig, 100);
      keep(rig.store("store", 0), BLOCK);

      assertThatThrownBy(() -> rig.blocks.migrate("store", "mounted", Progress.NONE))
          .isInstanceOf(BlockstoreException.class)
          .hasMessageContaining("read-only");
    }
  }
}
