package org.helia.blocks.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of all stores, each once, in memory that does not grow with their number: a hash is
 * left out when a store that was listed before has it.
 *
 * <p>The store that ranks lowest comes first. A migration copies upwards, so a block that it moves
 * is found below before it appears above, and never missed. When a store leaves while it is listed
 * and its blocks are elsewhere, some of them come a second time.
 */
final class MergedHashes extends Spliterators.AbstractSpliterator<Multihash>
    implements AutoCloseable {
  private final Stores stores;
  private final Predicate<Plugin<Blockstore>> wanted;
  private final List<Plugin<Blockstore>> listed = new ArrayList<>();

  /**
   * Those that were seen and not yet listed to the end, by name: a store that comes back is known.
   */
  private final Map<String, Plugin<Blockstore>> unlisted = new LinkedHashMap<>();

  /**
   * Those that closed while they were listed. They are not tried again, or that might never end.
   */
  private final Set<Blockstore> closed = new HashSet<>();

  private @Nullable StoreListing current;

  private MergedHashes(Stores stores, Predicate<Plugin<Blockstore>> wanted) {
    super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.DISTINCT);
    this.stores = stores;
    this.wanted = wanted;
  }

  static Stream<Multihash> stream(Stores stores) {
    return stream(stores, store -> true);
  }

  /**
   * @param wanted which stores are listed
   */
  static Stream<Multihash> stream(Stores stores, Predicate<Plugin<Blockstore>> wanted) {
    MergedHashes hashes = new MergedHashes(stores, wanted);
    hashes.look(stores.plugins().require());
    return StreamSupport.stream(hashes, false).onClose(hashes::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super Multihash> action) {
    Optional<Multihash> next = next();
    next.ifPresent(action);
    return next.isPresent();
  }

  private Optional<Multihash> next() {
    while (true) {
      StoreListing listing = current != null ? current : openNext();
      if (listing == null) {
        return Optional.empty();
      }
      current = listing;
      try {
        Optional<Multihash> next = listing.next();
        if (next.isEmpty()) {
          finish(listing);
        } else if (!isListed(next.get())) {
          return next;
        }
      } catch (BlockstoreClosedException e) {
        closed.add(listing.plugin().service());
        close();
      }
    }
  }

  private void finish(StoreListing listing) {
    close();
    listed.add(listing.plugin());
    unlisted.remove(Stores.nameOf(listing.plugin()));
  }

  private boolean isListed(Multihash hash) {
    for (Plugin<Blockstore> plugin : listed) {
      if (has(plugin, hash)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Plugin<Blockstore> plugin, Multihash hash) {
    try {
      return Stores.inside(plugin, store -> store.has(hash));
    } catch (BlockstoreClosedException e) {
      return false;
    }
  }

  private @Nullable StoreListing openNext() {
    return stores
        .plugins()
        .retry(stores.plugins().family().grace(), () -> open(stores.plugins().all()))
        .orElseGet(this::atEnd);
  }

  private Optional<StoreListing> open(List<Plugin<Blockstore>> members) {
    look(members);
    for (int i = members.size() - 1; i >= 0; i--) {
      Plugin<Blockstore> member = members.get(i);
      if (wanted.test(member) && !wasListed(member) && !closed.contains(member.service())) {
        try {
          return Optional.of(new StoreListing(member));
        } catch (BlockstoreClosedException e) {
          // Has just left; whether another comes in its place shows when the members are looked at
          // again.
        }
      }
    }
    return Optional.empty();
  }

  private void look(List<Plugin<Blockstore>> members) {
    members.stream()
        .filter(member -> wanted.test(member) && !wasListed(member))
        .forEach(member -> unlisted.put(Stores.nameOf(member), member));
  }

  private boolean wasListed(Plugin<Blockstore> member) {
    return listed.stream().anyMatch(done -> done.service() == member.service());
  }

  /** A list that lacks what a store had that left must not pass for a whole one. */
  private @Nullable StoreListing atEnd() {
    unlisted.values().stream()
        .filter(plugin -> !plugin.isDispensable())
        .findFirst()
        .ifPresent(
            plugin -> {
              throw new BlockstoreException(
                  "blockstore %s left while its blocks were listed; list them again"
                      .formatted(Stores.nameOf(plugin)));
            });
    return null;
  }

  @Override
  public void close() {
    if (current != null) {
      StoreListing listing = current;
      current = null;
      listing.close();
    }
  }
}
