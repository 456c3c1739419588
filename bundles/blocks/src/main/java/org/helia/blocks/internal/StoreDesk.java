package org.helia.blocks.internal;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.BlockstoreUsage;
import org.helia.api.block.Blockstores;
import org.helia.api.block.DamagedBlock;
import org.helia.api.block.MigrationReport;
import org.helia.api.block.VerifyReport;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;
import org.osgi.framework.Constants;

/** What an operator does with the blockstores. */
final class StoreDesk implements Blockstores {
  private final Stores stores;
  private final Hashers hashers;
  private final ExecutorService workers;
  private final LongFunction<String> bundleNames;

  /**
   * @param bundleNames the name and version of a bundle, by its number
   */
  StoreDesk(
      Stores stores, Hashers hashers, ExecutorService workers, LongFunction<String> bundleNames) {
    this.stores = stores;
    this.hashers = hashers;
    this.workers = workers;
    this.bundleNames = bundleNames;
  }

  @Override
  public List<BlockstoreInfo> list() {
    List<Plugin<Blockstore>> members = stores.plugins().all();
    Blockstore target = Stores.best(members);
    return members.stream().map(plugin -> info(plugin, plugin.service() == target)).toList();
  }

  private BlockstoreInfo info(Plugin<Blockstore> plugin, boolean writeTarget) {
    Object bundle = plugin.properties().get(Constants.SERVICE_BUNDLEID);
    return new BlockstoreInfo(
        Stores.nameOf(plugin),
        plugin.ranking(),
        writeTarget,
        bundle instanceof Long id ? bundleNames.apply(id) : "unknown");
  }

  @Override
  public BlockstoreUsage usage(String name) {
    Plugin<Blockstore> plugin = find(name);
    long blocks = 0;
    long bytes = 0;
    try (StoreListing listing = new StoreListing(plugin)) {
      for (Optional<Multihash> next = listing.next(); next.isPresent(); next = listing.next()) {
        CancelledException.checkpoint("counting the blocks of " + name);
        Multihash hash = next.get();
        OptionalInt size = Stores.inside(plugin, store -> store.size(hash));
        blocks += size.isPresent() ? 1 : 0;
        bytes += size.orElse(0);
      }
    }
    return new BlockstoreUsage(blocks, bytes);
  }

  @Override
  public MigrationReport migrate(String from, String to, Progress progress) {
    if (from.equals(to)) {
      throw new BlockstoreException("cannot migrate blockstore " + from + " to itself");
    }
    return new Migration(stores, hashers, workers, find(from), find(to), progress).run();
  }

  @Override
  public VerifyReport verify(Consumer<DamagedBlock> damaged, Progress progress) {
    return new Verification(hashers, workers, damaged, progress).run(stores.plugins().require());
  }

  private Plugin<Blockstore> find(String name) {
    List<Plugin<Blockstore>> named =
        stores.plugins().require().stream()
            .filter(plugin -> Stores.nameOf(plugin).equals(name))
            .toList();
    if (named.size() == 1) {
      return named.get(0);
    }
    List<String> known = stores.plugins().all().stream().map(Stores::nameOf).toList();
    throw new BlockstoreException(
        "%s blockstore is named %s; present are %s"
            .formatted(named.isEmpty() ? "no" : "more than one", name, String.join(", ", known)));
  }
}
