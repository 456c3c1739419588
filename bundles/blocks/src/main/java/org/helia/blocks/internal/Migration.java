package org.helia.blocks.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import org.helia.api.Progress;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.MigrationReport;
import org.helia.api.codec.Hashers;
import org.helia.api.codec.InsecureHashException;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;
import org.helia.platform.Workers;

/** One run of {@link org.helia.api.block.Blockstores#migrate}. */
final class Migration {
  private final Stores stores;
  private final Hashers hashers;
  private final ExecutorService workers;
  private final Plugin<Blockstore> from;
  private final Plugin<Blockstore> to;
  private final Progress progress;

  private final LongAdder copied = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder present = new LongAdder();
  private final LongAdder corruptCount = new LongAdder();
  private final List<Multihash> corrupt = new ArrayList<>();

  Migration(
      Stores stores,
      Hashers hashers,
      ExecutorService workers,
      Plugin<Blockstore> from,
      Plugin<Blockstore> to,
      Progress progress) {
    this.stores = stores;
    this.hashers = hashers;
    this.workers = workers;
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /**
   * Lets the writes end that still go to the source, copies all that is there then, and tells
   * whether the source may now leave without anybody missing it.
   */
  MigrationReport run() {
    long detours = stores.betweenWrites(this::checkRanks);
    copyAll();
    Stores.inside(
        to,
        store -> {
          store.sync();
          return true;
        });
    stores.betweenWrites(
        detoursNow -> {
          checkRanks(detoursNow);
          from.setDispensable(detoursNow == detours);
          return detoursNow;
        });
    synchronized (corrupt) {
      return new MigrationReport(
          copied.sum(), bytes.sum(), present.sum(), corrupt, corruptCount.sum());
    }
  }

  /** New blocks must no longer go to the source, or some would be left behind. */
  private long checkRanks(long detours) {
    if (!Stores.isWritable(to)) {
      throw new BlockstoreException(
          "blockstore %s is read-only: nothing can be migrated to it".formatted(Stores.nameOf(to)));
    }
    List<Blockstore> byRank = stores.plugins().all().stream().map(Plugin::service).toList();
    int source = byRank.indexOf(from.service());
    int target = byRank.indexOf(to.service());
    boolean stillWritten = source >= 0 && source < target && Stores.isWritable(from);
    if (target < 0 || stillWritten) {
      throw new BlockstoreException(
          target < 0
              ? "blockstore " + Stores.nameOf(to) + " has left; nothing was removed from the source"
              : ("blockstore %s ranks below %s, so new blocks would go on to the source;"
                      + " give the target a higher service.ranking first")
                  .formatted(Stores.nameOf(to), Stores.nameOf(from)));
    }
    return detours;
  }

  private void copyAll() {
    String what = "migrating %s to %s".formatted(Stores.nameOf(from), Stores.nameOf(to));
    try (TaskWindow tasks = new TaskWindow(what, workers, 2 * Workers.parallelism());
        StoreListing listing = new StoreListing(from)) {
      listing.forEachBatch(batch -> tasks.submit(() -> batch.forEach(this::copy)));
      tasks.finish();
    }
  }

  private void copy(Multihash hash) {
    if (Stores.inside(to, store -> store.has(hash))) {
      present.increment();
      return;
    }
    Optional<byte[]> found = Stores.inside(from, store -> store.get(hash));
    if (found.isEmpty()) {
      return;
    }
    if (!isRight(hash, found.get())) {
      noteCorrupt(hash);
    } else if (stores.locks().locked(hash, () -> putUnlessDeleted(hash, found.get()))) {
      copied.increment();
      bytes.add(found.get().length);
      progress.advanced(1, found.get().length);
    }
  }

  /** A hash that is too short to be trusted makes a block that nobody can read. */
  private boolean isRight(Multihash hash, byte[] found) {
    try {
      return hashers.matches(hash, found);
    } catch (InsecureHashException e) {
      return false;
    }
  }

  private void noteCorrupt(Multihash hash) {
    corruptCount.increment();
    synchronized (corrupt) {
      if (corrupt.size() < MigrationReport.MAX_LISTED) {
        corrupt.add(hash);
      }
    }
  }

  private boolean putUnlessDeleted(Multihash hash, byte[] found) {
    if (!Stores.inside(from, store -> store.has(hash))) {
      return false;
    }
    return Stores.inside(
        to,
        store -> {
          store.put(hash, found);
          return true;
        });
  }
}
