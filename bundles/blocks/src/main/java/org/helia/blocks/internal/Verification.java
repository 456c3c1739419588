package org.helia.blocks.internal;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.helia.api.Progress;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.DamagedBlock;
import org.helia.api.block.VerifyReport;
import org.helia.api.codec.CodecException;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;
import org.helia.platform.Workers;

/** One run of {@link org.helia.api.block.Blockstores#verify}. */
final class Verification {
  private final Hashers hashers;
  private final ExecutorService workers;
  private final Consumer<DamagedBlock> sink;
  private final Progress progress;

  private final LongAdder blocks = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder damaged = new LongAdder();

  Verification(
      Hashers hashers, ExecutorService workers, Consumer<DamagedBlock> sink, Progress progress) {
    this.hashers = hashers;
    this.workers = workers;
    this.sink = sink;
    this.progress = progress;
  }

  VerifyReport run(Iterable<Plugin<Blockstore>> plugins) {
    plugins.forEach(this::verifyAll);
    return new VerifyReport(blocks.sum(), bytes.sum(), damaged.sum());
  }

  private void verifyAll(Plugin<Blockstore> plugin) {
    String what = "verifying " + Stores.nameOf(plugin);
    try (TaskWindow tasks = new TaskWindow(what, workers, 2 * Workers.parallelism());
        StoreListing listing = new StoreListing(plugin)) {
      listing.forEachBatch(
          batch -> tasks.submit(() -> batch.forEach(hash -> verify(plugin, hash))));
      tasks.finish();
    }
  }

  /** A block that was deleted since it was listed is no damage. */
  private void verify(Plugin<Blockstore> plugin, Multihash hash) {
    try {
      Optional<byte[]> found = Stores.inside(plugin, store -> store.get(hash));
      if (found.isPresent()) {
        blocks.increment();
        bytes.add(found.get().length);
        check(plugin, hash, found.get());
        progress.advanced(1, found.get().length);
      }
    } catch (BlockstoreClosedException e) {
      throw e;
    } catch (BlockstoreException e) {
      blocks.increment();
      report(plugin, hash, "cannot be read: " + e.getMessage());
      progress.advanced(1, 0);
    }
  }

  private void check(Plugin<Blockstore> plugin, Multihash hash, byte[] found) {
    try {
      if (!hashers.matches(hash, found)) {
        report(plugin, hash, "its %d bytes do not match the hash".formatted(found.length));
      }
    } catch (CodecException e) {
      report(plugin, hash, "cannot be checked: " + e.getMessage());
    }
  }

  /** One at a time, whatever thread found it. */
  private void report(Plugin<Blockstore> plugin, Multihash hash, String reason) {
    damaged.increment();
    synchronized (sink) {
      sink.accept(new DamagedBlock(Stores.nameOf(plugin), hash, reason));
    }
  }
}
