package org.helia.pins.internal;

import java.lang.ref.SoftReference;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.block.Blocks;
import org.helia.api.codec.Codecs;
import org.helia.api.pin.Pin;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;
import org.helia.platform.BlockSet;
import org.helia.platform.LocalDag;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks pins need. To walk all pins for each block that somebody wants to delete would be
 * too slow, so it remembers all pinned blocks, from the first question on and while memory lasts.
 * What it remembers may be too much, as pins go, and is looked at closely then; it is never too
 * little.
 */
final class PinnedBlocks {
  private final PinRecords records;
  private final Blocks blocks;
  private final Codecs codecs;
  private final InstantSource clock;
  private final ReentrantLock building = new ReentrantLock();

  /** Null while it would be too little. */
  private volatile @Nullable SoftReference<BlockSet> known;

  /** Goes up with each pin that comes. */
  private volatile long additions;

  PinnedBlocks(PinRecords records, Blocks blocks, Codecs codecs, InstantSource clock) {
    this.records = records;
    this.blocks = blocks;
    this.codecs = codecs;
    this.clock = clock;
  }

  /** A pin was recorded. */
  void added() {
    building.lock();
    try {
      additions++;
      known = null;
    } finally {
      building.unlock();
    }
  }

  /** The pin that needs a block. */
  Optional<Pin> why(Multihash block) {
    if (!known().contains(block)) {
      return Optional.empty();
    }
    Optional<Pin> pin = search(block);
    if (pin.isEmpty()) {
      // Its pin is gone; so may be others.
      known = null;
    }
    return pin;
  }

  private BlockSet known() {
    SoftReference<BlockSet> reference = known;
    BlockSet present = reference == null ? null : reference.get();
    return present != null ? present : build();
  }

  private BlockSet build() {
    long before = additions;
    BlockSet set = new BlockSet();
    LocalDag dag = new LocalDag(blocks, codecs, true);
    try (Stream<Pin> pins = records.all()) {
      pins.forEach(
          pin -> dag.blocks(pin.cid(), pin.depth()).forEach(cid -> set.add(cid.multihash())));
    }
    building.lock();
    try {
      if (additions == before) {
        known = new SoftReference<>(set);
      }
    } finally {
      building.unlock();
    }
    return set;
  }

  private Optional<Pin> search(Multihash block) {
    Optional<Pin> root = first(pin -> pin.cid().multihash().equals(block));
    return root.isPresent() ? root : first(pin -> pin.depth() > 0 && reaches(pin, block));
  }

  private interface Test {
    boolean holds(Pin pin);
  }

  private Optional<Pin> first(Test test) {
    try (Stream<Pin> pins = records.all()) {
      for (Iterator<Pin> each = pins.iterator(); each.hasNext(); ) {
        CancelledException.checkpoint("looking through the pins");
        Pin pin = each.next();
        if (!pin.isExpired(clock.instant()) && test.holds(pin)) {
          return Optional.of(pin);
        }
      }
    }
    return Optional.empty();
  }

  private boolean reaches(Pin pin, Multihash block) {
    Stream<Cid> all = new LocalDag(blocks, codecs, true).blocks(pin.cid(), pin.depth());
    return all.anyMatch(cid -> cid.multihash().equals(block));
  }
}
