package org.helia.blocks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.helia.blocks.internal.Rig.hash;
import static org.helia.blocks.internal.Rig.keep;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockstoreException;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HashesTest {
  private static final List<Block> BLOCKS = SampleBlocks.many(300, 20);
  private static final List<Multihash> HASHES = BLOCKS.stream().map(Rig::hash).toList();

  @Test
  void hashes_overlappingStores_hasEachOnce() {
    try (Rig rig = new Rig()) {
      FakeBlockstore high = rig.store("high", 10);
      FakeBlockstore middle = rig.store("middle", 5);
      FakeBlockstore low = rig.store("low", 1);
      BLOCKS.subList(0, 150).forEach(block -> keep(high, block));
      BLOCKS.subList(100, 250).forEach(block -> keep(middle, block));
      BLOCKS.subList(50, 300).forEach(block -> keep(low, block));
      assertThat(listed(rig)).containsExactlyInAnyOrderElementsOf(HASHES);
    }
  }

  @Test
  void hashes_emptyStores_isEmpty() {
    try (Rig rig = new Rig()) {
      rig.store("high", 10);
      rig.store("low", 1);
      assertThat(listed(rig)).isEmpty();
    }
  }

  @Test
  void hashes_noStore_saysWhichFeatureToInstall() {
    try (Rig rig = new Rig()) {
      assertThatThrownBy(rig.blocks::hashes).isInstanceOf(ServiceMissingException.class);
    }
  }

  @Test
  void hashes_blocksMigrateMeanwhile_missesNone() {
    try (Rig rig = new Rig()) {
      FakeBlockstore low = rig.store("low", 1);
      rig.store("high", 10);
      BLOCKS.forEach(block -> keep(low, block));
      try (Stream<Multihash> hashes = rig.blocks.hashes()) {
        Iterator<Multihash> each = hashes.iterator();
        Set<Multihash> seen = new HashSet<>();
        seen.add(each.next());
        rig.blocks.migrate("low", "high", Progress.NONE);
        rig.remove(low);
        each.forEachRemaining(seen::add);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(HASHES);
      }
    }
  }

  @Test
  void hashes_storeIsUpdatedMeanwhile_goesOnWithTheNewOne() throws Exception {
    try (Rig rig = new Rig(Rig.LONG)) {
      FakeBlockstore before = rig.store("flat", 1);
      BLOCKS.forEach(block -> keep(before, block));
      try (Stream<Multihash> hashes = rig.blocks.hashes()) {
        Iterator<Multihash> each = hashes.iterator();
        Set<Multihash> seen = new HashSet<>();
        seen.add(each.next());
        rig.remove(before);
        CompletableFuture<Void> rest =
            CompletableFuture.runAsync(() -> each.forEachRemaining(seen::add));
        FakeBlockstore after = new FakeBlockstore("flat");
        BLOCKS.forEach(block -> keep(after, block));
        rig.add("flat", 1, after);
        rest.get();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(HASHES);
      }
    }
  }

  @Test
  void hashes_storeLeavesForGood_doesNotPassForAWholeList() {
    try (Rig rig = new Rig()) {
      FakeBlockstore leaving = rig.store("leaving", 1);
      rig.store("stays", 10);
      BLOCKS.forEach(block -> keep(leaving, block));
      try (Stream<Multihash> hashes = rig.blocks.hashes()) {
        Iterator<Multihash> each = hashes.iterator();
        each.next();
        rig.remove(leaving);
        assertThatThrownBy(() -> each.forEachRemaining(hash -> {}))
            .isInstanceOf(BlockstoreException.class)
            .hasMessageContaining("leaving");
      }
    }
  }

  @Test
  void hashes_storeLeavesBeforeItsTurn_doesNotPassForAWholeList() {
    try (Rig rig = new Rig()) {
      keep(rig.store("low", 1), BLOCKS.get(0));
      FakeBlockstore leaving = rig.store("leaving", 10);
      keep(leaving, BLOCKS.get(1));
      try (Stream<Multihash> hashes = rig.blocks.hashes()) {
        Iterator<Multihash> each = hashes.iterator();
        assertThat(each.next()).isEqualTo(hash(BLOCKS.get(0)));
        rig.remove(leaving);
        assertThatThrownBy(each::hasNext)
            .isInstanceOf(BlockstoreException.class)
            .hasMessageContaining("leaving");
      }
    }
  }

  @Test
  void hashes_storeIsClosedButStays_endsWithAnError() {
    try (Rig rig = new Rig()) {
      FakeBlockstore closed = rig.store("closed", 1);
      BLOCKS.forEach(block -> keep(closed, block));
      try (Stream<Multihash> hashes = rig.blocks.hashes()) {
        closed.close();
        assertThatThrownBy(hashes::count).isInstanceOf(BlockstoreException.class);
      }
    }
  }

  @Test
  void hashes_notClosedToTheEnd_doesNotKeepTheStoreFromLeaving() {
    try (Rig rig = new Rig()) {
      FakeBlockstore store = rig.store("flat", 1);
      BLOCKS.forEach(block -> keep(store, block));
      Stream<Multihash> hashes = rig.blocks.hashes();
      Iterator<Multihash> each = hashes.iterator();
      each.next();
      rig.remove(store);
      hashes.close();
      assertThat(rig.blocks.list()).isEmpty();
    }
  }

  private static List<Multihash> listed(Rig rig) {
    try (Stream<Multihash> hashes = rig.blocks.hashes()) {
      return hashes.toList();
    }
  }
}
