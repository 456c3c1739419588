package org.helia.blocks.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.helia.api.block.Blockstore;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;

/**
 * The hashes of one store, each read as a call of its own, so that the store may leave in between.
 */
final class StoreListing implements AutoCloseable {
  /** How many hashes at a time. */
  private static final int BATCH = 32;

  private final Plugin<Blockstore> plugin;
  private final Stream<Multihash> stream;
  private final Iterator<Multihash> hashes;

  /**
   * @throws org.helia.api.block.BlockstoreClosedException when the store has left
   */
  StoreListing(Plugin<Blockstore> plugin) {
    this.plugin = plugin;
    this.stream = Stores.inside(plugin, Blockstore::hashes);
    this.hashes = stream.iterator();
  }

  Plugin<Blockstore> plugin() {
    return plugin;
  }

  /**
   * @return empty at the end
   * @throws org.helia.api.block.BlockstoreClosedException when the store has left
   */
  Optional<Multihash> next() {
    return Stores.inside(
        plugin, store -> hashes.hasNext() ? Optional.of(hashes.next()) : Optional.empty());
  }

  /**
   * Hands over all hashes, some at a time: a task for each block would cost more than the blocks.
   *
   * @throws org.helia.api.block.BlockstoreClosedException when the store has left
   */
  void forEachBatch(Consumer<List<Multihash>> sink) {
    List<Multihash> batch = new ArrayList<>(BATCH);
    for (Optional<Multihash> next = next(); next.isPresent(); next = next()) {
      batch.add(next.get());
      if (batch.size() == BATCH) {
        sink.accept(batch);
        batch = new ArrayList<>(BATCH);
      }
    }
    sink.accept(batch);
  }

  @Override
  public void close() {
    stream.close();
  }
}
