package org.helia.pins.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.UnknownCodecException;
import org.helia.api.gc.BlockRoot;
import org.helia.api.pin.BrokenPin;
import org.helia.api.pin.IncompleteDagException;
import org.helia.api.pin.NotPinnedException;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinException;
import org.helia.api.pin.PinFilter;
import org.helia.api.pin.PinOptions;
import org.helia.api.pin.PinType;
import org.helia.api.pin.PinVerification;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.block.SampleDags;
import org.helia.testkit.codec.FakeCodecs;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.store.FakeDatastore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PinsTest {
  private static final PinOptions OFFLINE = PinOptions.DEFAULTS.fetching(FetchOptions.OFFLINE);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final FakeBlocks blocks = new FakeBlocks();
  private final FakeCodecs codecs = new FakeCodecs();
  private final FakeDatastore store = new FakeDatastore("fake");
  private PinsComponent pins = start();

  private PinsComponent start() {
    return new PinsComponent(
        blocks,
        codecs,
        new FakeHashers(),
        store,
        now::get,
        new PinsComponent.Settings(3, Duration.ofHours(72)));
  }

  @AfterEach
  void close() {
    pins.close();
    assertThat(blocks.openWriters()).isZero();
    assertThat(blocks.openSessions()).isZero();
  }

  private Cid tree(int leaves, long seed) {
    try (BlockWriter writer = blocks.writer()) {
      return SampleDags.tree(writer, leaves, 7, seed);
    }
  }

  private List<Pin> listed(PinFilter filter) {
    try (Stream<Pin> all = pins.list(filter)) {
      return all.toList();
    }
  }

  @Test
  void add_wholeDag_isRecordedWithAllItsNotes() {
    Cid root = tree(100, 1);
    AtomicLong seen = new AtomicLong();
    PinOptions options = OFFLINE.named("photos").ownedBy("me").noting(Map.of("a", "1", "ü", "2"));
    Pin pin = pins.add(root, options, (count, bytes) -> seen.addAndGet(count));
    assertThat(pin.type()).isEqualTo(PinType.RECURSIVE);
    assertThat(seen).hasValue(blocks.store().count());
    pins.close();
    pins = start();
    assertThat(pins.get(root)).containsExactly(pin);
    assertThat(pin.name()).isEqualTo("photos");
    assertThat(pin.metadata()).containsEntry("ü", "2");
    assertThat(pins.roots()).extracting(BlockRoot::cid).containsExactly(root);
  }

  @Test
  void add_dagWithSharedParts_looksAtEachBlockOnce() {
    Cid root;
    try (BlockWriter writer = blocks.writer()) {
      Cid shared = SampleDags.tree(writer, 20, 4, 1);
      Cid left = SampleDags.node(writer, "left", List.of(shared, shared));
      Cid right = SampleDags.node(writer, "right", List.of(shared, left));
      root = SampleDags.node(writer, left, right, SampleDags.leaf(writer, 1));
    }
    AtomicLong seen = new AtomicLong();
    pins.add(root, OFFLINE, (count, bytes) -> seen.addAndGet(count));
    assertThat(seen).hasValueBetween(blocks.store().count(), blocks.store().count() + 3L);
  }

  @Test
  void add_missingBlock_namesItAndThePath() {
    Cid missing = SampleBlocks.raw(99, 10).cid();
    Cid middle;
    Cid root;
    try (BlockWriter writer = blocks.writer()) {
      middle = SampleDags.node(writer, SampleDags.leaf(writer, 1), missing);
      root = SampleDags.node(writer, SampleDags.leaf(writer, 2), middle);
    }
    assertThatThrownBy(() -> pins.add(root, OFFLINE, Progress.NONE))
        .isInstanceOf(IncompleteDagException.class)
        .hasMessageContaining(root + "/" + middle + "/" + missing);
    assertThat(listed(PinFilter.ALL)).isEmpty();
  }

  @Test
  void add_unknownCodec_isAnError() {
    Cid root = tree(10, 1);
    codecs.remove(FakeCodecs.LINES);
    assertThatThrownBy(() -> pins.add(root, OFFLINE, Progress.NONE))
        .isInstanceOf(UnknownCodecException.class);
    Pin direct = pins.add(root, OFFLINE.to(0), Progress.NONE);
    assertThat(direct.type()).isEqualTo(PinType.DIRECT);
  }

  @Test
  void add_depthLimited_needsOnlyThatFar() {
    Cid missing = SampleBlocks.raw(99, 10).cid();
    Cid root;
    try (BlockWriter writer = blocks.writer()) {
      root = SampleDags.node(writer, SampleDags.node(writer, missing));
    }
    assertThat(pins.add(root, OFFLINE.to(1), Progress.NONE).type()).isEqualTo(PinType.LIMITED);
    assertThat(pins.roots()).extracting(BlockRoot::depth).containsExactly(1);
    assertThatThrownBy(() -> pins.add(root, OFFLINE.to(2), Progress.NONE))
        .isInstanceOf(IncompleteDagException.class);
    assertThat(listed(PinFilter.ALL)).hasSize(1);
  }

  @Test
  void add_cancelledAndAgain_goesOnFromWhatWasComplete() {
    Cid root;
    try (BlockWriter writer = blocks.writer()) {
      List<Cid> parts = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        List<Cid> leaves = new ArrayList<>();
        for (int leaf = 0; leaf < PinWalk.BLOCKS_PER_NOTE; leaf++) {
          leaves.add(SampleDags.leaf(writer, i * 10_000L + leaf));
        }
        parts.add(SampleDags.node(writer, "part" + i, leaves));
      }
      root = SampleDags.node(writer, "root", parts);
    }
    AtomicInteger left = new AtomicInteger(20_000);
    Thread caller = Thread.currentThread();
    assertThatThrownBy(
            () ->
                pins.add(
                    root,
                    OFFLINE,
                    (count, bytes) -> {
                      if (left.addAndGet((int) -count) < 0) {
                        caller.interrupt();
                      }
                    }))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(listed(PinFilter.ALL)).isEmpty();
    List<Cid> safe = pins.roots().map(BlockRoot::cid).toList();
    assertThat(safe).isNotEmpty();
    pins.close();
    pins = start();
    AtomicLong seen = new AtomicLong();
    pins.add(root, OFFLINE, (count, bytes) -> seen.addAndGet(count));
    long skipped = safe.size() * PinWalk.BLOCKS_PER_NOTE;
    assertThat(seen.get()).isEqualTo(blocks.store().count() - skipped);
    assertThat(pins.roots()).extracting(BlockRoot::cid).containsExactly(root);
  }

  @Test
  void roots_unfinishedAddIsTooOld_areForgotten() {
    new Unfinished(store).add(tree(1, 1), "", tree(1, 2), now.get());
    assertThat(pins.roots()).hasSize(1);
    now.set(now.get().plus(Duration.ofHours(73)));
    assertThat(pins.roots()).isEmpty();
    assertThat(store.scan(new byte[0])).isEmpty();
  }

  @Test
  void reasonToStay_blockOfAnUnfinishedPart_isOneWhileTheNoteHolds() {
    Cid leaf;
    Cid part;
    try (BlockWriter writer = blocks.writer()) {
      leaf = SampleDags.leaf(writer, 1);
      part = SampleDags.node(writer, "part", List.of(leaf));
    }
    new Unfinished(store).add(tree(1, 7), "", part, now.get());

    assertThat(pins.reasonToStay(leaf.multihash()))
        .hasValueSatisfying(reason -> assertThat(reason).contains("a pin that was begun"));
    now.set(now.get().plus(Duration.ofHours(73)));
    assertThat(pins.reasonToStay(leaf.multihash())).isEmpty();
  }

  @Test
  void add_noteOfAPartIsTooOld_isNotReliedOn() {
    Cid leaf;
    Cid part;
    Cid root;
    try (BlockWriter writer = blocks.writer()) {
      leaf = SampleDags.leaf(writer, 1);
      part = SampleDags.node(writer, "part", List.of(leaf));
      root = SampleDags.node(writer, "root", List.of(part));
    }
    new Unfinished(store).add(root, "", part, now.get());
    blocks.store().delete(leaf.multihash());
    now.set(now.get().plus(Duration.ofHours(73)));

    assertThatThrownBy(() -> pins.add(root, OFFLINE, Progress.NONE))
        .isInstanceOf(IncompleteDagException.class)
        .hasMessageContaining(leaf.toString());
    assertThat(listed(PinFilter.ALL)).isEmpty();
  }

  @Test
  void add_otherOwner_isAnotherPin() {
    Cid root = tree(10, 1);
    pins.add(root, OFFLINE.ownedBy("a"), Progress.NONE);
    pins.add(root, OFFLINE.ownedBy("b").named("x"), Progress.NONE);
    assertThat(pins.get(root)).hasSize(2);
    pins.remove(root, "a");
    assertThat(pins.get(root)).extracting(Pin::owner).containsExactly("b");
    assertThatThrownBy(() -> pins.remove(root, "a"))
        .isInstanceOf(NotPinnedException.class)
        .hasMessageContaining("not pinned by a");
  }

  @Test
  void list_filters_areMet() {
    Cid one = tree(3, 1);
    Cid two = tree(3, 100);
    pins.add(one, OFFLINE.named("holiday 1"), Progress.NONE);
    pins.add(two, OFFLINE.to(0).ownedBy("x"), Progress.NONE);
    assertThat(listed(PinFilter.ALL)).hasSize(2);
    assertThat(listed(new PinFilter(EnumSet.of(PinType.DIRECT), "", Optional.empty())))
        .extracting(Pin::cid)
        .containsExactly(two);
    assertThat(listed(new PinFilter(EnumSet.allOf(PinType.class), "holiday", Optional.empty())))
        .extracting(Pin::cid)
        .containsExactly(one);
    assertThat(listed(new PinFilter(EnumSet.allOf(PinType.class), "", Optional.of("y")))).isEmpty();
  }

  @Test
  void list_expiredPin_isGone() {
    Cid root = tree(3, 1);
    pins.add(root, OFFLINE.until(now.get().plusSeconds(60)), Progress.NONE);
    assertThat(pins.get(root)).hasSize(1);
    now.set(now.get().plusSeconds(60));
    assertThat(pins.get(root)).isEmpty();
    assertThat(pins.reasonToStay(root.multihash())).isEmpty();
    assertThat(pins.roots()).isEmpty();
    assertThat(store.scan(new byte[0])).isEmpty();
  }

  @Test
  void indirect_allPins_givesEachBlockBelowThem() {
    Cid root = tree(30, 1);
    pins.add(root, OFFLINE, Progress.NONE);
    try (Stream<Cid> below = pins.indirect()) {
      assertThat(below.distinct()).hasSize(blocks.store().count() - 1).doesNotContain(root);
    }
  }

  @Test
  void reasonToStay_pinComesAndGoes_isRightEachTime() {
    Cid root = tree(30, 1);
    Cid leaf = SampleBlocks.raw(5, 32).cid();
    assertThat(pins.reasonToStay(leaf.multihash())).isEmpty();
    pins.add(root, OFFLINE, Progress.NONE);
    assertThat(blocks.has(leaf)).isTrue();
    assertThat(pins.reasonToStay(leaf.multihash())).contains("pinned indirectly, below " + root);
    assertThat(pins.reasonToStay(root.multihash())).contains("pinned recursively");
    assertThat(pins.whyPinned(leaf)).map(Pin::cid).contains(root);
    pins.remove(root, "");
    assertThat(pins.reasonToStay(leaf.multihash())).isEmpty();
    pins.add(root, OFFLINE.to(0), Progress.NONE);
    assertThat(pins.reasonToStay(leaf.multihash())).isEmpty();
    assertThat(pins.reasonToStay(root.multihash())).contains("pinned directly");
  }

  @Test
  void update_similarDag_looksOnlyAtTheDifference() {
    Cid old = tree(500, 1);
    Cid fresh;
    try (BlockWriter writer = blocks.writer()) {
      fresh = SampleDags.tree(writer, 499, 7, 1);
    }
    pins.add(old, OFFLINE.named("n"), Progress.NONE);
    AtomicLong seen = new AtomicLong();
    Pin pin = pins.update(old, fresh, "", false, (count, bytes) -> seen.addAndGet(count));
    assertThat(pin.name()).isEqualTo("n");
    assertThat(seen.get()).isLessThan(20);
    assertThat(listed(PinFilter.ALL)).extracting(Pin::cid).containsExactly(fresh);
  }

  @Test
  void update_keepOld_hasBoth() {
    Cid old = tree(5, 1);
    Cid fresh = tree(5, 100);
    assertThatThrownBy(() -> pins.update(old, fresh, "", false, Progress.NONE))
        .isInstanceOf(NotPinnedException.class);
    pins.add(old, OFFLINE, Progress.NONE);
    pins.update(old, fresh, "", true, Progress.NONE);
    assertThat(listed(PinFilter.ALL)).hasSize(2);
  }

  @Test
  void verify_missingBlock_isTold() {
    Cid good = tree(10, 1);
    Cid bad = tree(10, 1000);
    pins.add(good, OFFLINE, Progress.NONE);
    pins.add(bad, OFFLINE, Progress.NONE);
    Cid leaf = SampleBlocks.raw(1003, 32).cid();
    blocks.store().delete(leaf.multihash());
    List<BrokenPin> broken = new ArrayList<>();
    PinVerification report = pins.verify(broken::add, Progress.NONE);
    assertThat(report.pins()).isEqualTo(2);
    assertThat(report.brokenPins()).isEqualTo(1);
    assertThat(broken).hasSize(1);
    assertThat(broken.get(0).pin()).isEqualTo(bad);
    assertThat(broken.get(0).block()).isEqualTo(leaf);
  }

  @Test
  void options_overTheirLimits_nameThem() {
    assertThatThrownBy(() -> PinOptions.DEFAULTS.named("x".repeat(256)))
        .isInstanceOf(PinException.class)
        .hasMessageContaining("at most 255 bytes, not 256");
    assertThatThrownBy(() -> PinOptions.DEFAULTS.to(-1)).isInstanceOf(PinException.class);
  }
}
