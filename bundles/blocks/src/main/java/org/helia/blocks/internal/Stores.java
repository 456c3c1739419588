package org.helia.blocks.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.helia.api.CancelledException;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Blockstore;
import org.helia.api.block.BlockstoreClosedException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreName;
import org.helia.api.block.ReadOnlyBlockstore;
import org.helia.api.block.ReadOnlyBlockstoreException;
import org.helia.api.codec.CodecException;
import org.helia.multiformats.Multihash;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blockstores that are present, as one: reads go to all of them by rank, writes to the best,
 * deletes to each. A store that fails is passed over, and one that only reads never written to.
 */
final class Stores {
  private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

  private final Plugins<Blockstore> plugins;
  private final HashLocks locks = new HashLocks();

  /**
   * Shared by writes; exclusive for whoever must know that no write to an old target is under way.
   */
  private final ReentrantReadWriteLock writes = new ReentrantReadWriteLock();

  /** How often a write went to another store than the best. */
  private final AtomicLong detours = new AtomicLong();

  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  Stores(Plugins<Blockstore> plugins) {
    this.plugins = plugins;
  }

  Plugins<Blockstore> plugins() {
    return plugins;
  }

  HashLocks locks() {
    return locks;
  }

  static String nameOf(Plugin<Blockstore> plugin) {
    String name = plugin.property(BlockstoreName.PROPERTY, "");
    return name.isEmpty() ? "number " + plugin.property(Constants.SERVICE_ID, "unknown") : name;
  }

  /** Whether the store may be changed. */
  static boolean isWritable(Plugin<Blockstore> plugin) {
    return !(plugin.service() instanceof ReadOnlyBlockstore);
  }

  /** Waits for the first store if there is none. */
  void requireOne(Duration atMost) {
    plugins.require(atMost);
  }

  /**
   * Calls a store that the caller has chosen.
   *
   * @throws BlockstoreClosedException when it has left
   */
  static <R> R inside(Plugin<Blockstore> plugin, Function<Blockstore, R> call) {
    if (!plugin.enter()) {
      throw new BlockstoreClosedException(nameOf(plugin));
    }
    try {
      return call.apply(plugin.service());
    } finally {
      plugin.exit();
    }
  }

  /**
   * Asks the stores about a block, when a store that fails may be the one that has it.
   *
   * @throws RuntimeException of a store that failed, when no other had an answer
   */
  <R> Optional<R> find(Function<Blockstore, Optional<R>> question) {
    Duration grace = plugins.family().grace();
    requireOne(grace);
    Inquiry inquiry = new Inquiry();
    Optional<R> answer = search(grace, inquiry, plugin -> question.apply(plugin.service()));
    if (answer.isEmpty()) {
      inquiry.throwFailure();
    }
    return answer;
  }

  /** Whether a store has the block. */
  boolean has(Multihash hash) {
    return holder(hash).isPresent();
  }

  /** The best store that has the block. */
  Optional<Blockstore> holder(Multihash hash) {
    Optional<Blockstore> first = firstAsHolder(hash);
    return first.isPresent()
        ? first
        : find(store -> store.has(hash) ? Optional.of(store) : Optional.empty());
  }

  /**
   * The best store, if it has the block. That is the rule, and walks over millions of blocks ask;
   * whatever is not quite so takes the longer way.
   */
  private Optional<Blockstore> firstAsHolder(Multihash hash) {
    List<Plugin<Blockstore>> members = plugins.all();
    if (members.isEmpty() || !failing.isEmpty() || !members.get(0).enter()) {
      return Optional.empty();
    }
    Plugin<Blockstore> first = members.get(0);
    try {
      return first.service().has(hash) ? Optional.of(first.service()) : Optional.empty();
    } catch (RuntimeException e) {
      LOG.debug("blockstore {} failed; asking again, and all", nameOf(first), e);
      return Optional.empty();
    } finally {
      first.exit();
    }
  }

  /**
   * Asks the stores by rank until one has the answer, and notes those that fail.
   *
   * @param question may be put to a store several times
   */
  <R> Optional<R> search(
      Duration atMost, Inquiry inquiry, Function<Plugin<Blockstore>, Optional<R>> question) {
    return plugins.retry(
        atMost,
        () -> {
          inquiry.restart();
          return plugins.ask(plugin -> askOne(plugin, inquiry, question));
        });
  }

  private <R> Optional<R> askOne(
      Plugin<Blockstore> plugin,
      Inquiry inquiry,
      Function<Plugin<Blockstore>, Optional<R>> question) {
    String name = nameOf(plugin);
    try {
      Optional<R> answer = question.apply(plugin);
      inquiry.answered(name);
      noteWorking(name);
      return answer;
    } catch (CancelledException | CodecException e) {
      throw e; // Not the store's fault.
    } catch (RuntimeException e) {
      passOnInterrupt(name, e);
      inquiry.failed(name, e);
      noteFailing(name, e);
      return Optional.empty();
    }
  }

  /** A store that was interrupted fails in its own way; for the caller it is one way. */
  private static void passOnInterrupt(String name, RuntimeException error) {
    if (Thread.currentThread().isInterrupted()) {
      CancelledException cancelled = new CancelledException("calling blockstore " + name);
      cancelled.addSuppressed(error);
      throw cancelled;
    }
  }

  private void noteFailing(String name, RuntimeException error) {
    if (!(error instanceof BlockstoreClosedException) && failing.add(name)) {
      LOG.warn("blockstore {} fails and is passed over while it does", name, error);
    }
  }

  private void noteWorking(String name) {
    if (!failing.isEmpty() && failing.remove(name)) {
      LOG.info("blockstore {} works again", name);
    }
  }

  /**
   * Stores a block in the best store. A store that is closed under the call is replaced by the
   * next.
   *
   * @return the store that has it now, never one that only reads
   * @throws BlockstoreException when the store fails; another is not tried, or its owner would look
   *     for the block in the wrong place
   * @throws ServiceMissingException when there is no store
   */
  Plugin<Blockstore> write(Multihash hash, byte[] bytes) {
    List<RuntimeException> closed = new ArrayList<>();
    Optional<Plugin<Blockstore>> target =
        plugins.retry(
            plugins.family().grace(),
            () -> {
              closed.clear();
              plugins.require();
              return writeOnce(hash, bytes, closed);
            });
    return target.orElseThrow(() -> closed.isEmpty() ? missing() : closed.get(0));
  }

  private ServiceMissingException missing() {
    PluginFamily family = plugins.family();
    return new ServiceMissingException(family.name(), family.feature(), family.grace().toMillis());
  }

  private Optional<Plugin<Blockstore>> writeOnce(
      Multihash hash, byte[] bytes, List<RuntimeException> closed) {
    writes.readLock().lock();
    try {
      List<Plugin<Blockstore>> members = plugins.all();
      Optional<Plugin<Blockstore>> target =
          plugins.ask(plugin -> writeTo(plugin, hash, bytes, closed));
      if (target.isPresent() && target.get().service() != best(members)) {
        detours.incrementAndGet();
      }
      return target;
    } finally {
      writes.readLock().unlock();
    }
  }

  /** The store that new blocks go to; null when there is none. */
  static @Nullable Blockstore best(List<Plugin<Blockstore>> members) {
    return members.stream()
        .filter(Stores::isWritable)
        .findFirst()
        .<Blockstore>map(Plugin::service)
        .orElse(null);
  }

  private Optional<Plugin<Blockstore>> writeTo(
      Plugin<Blockstore> plugin, Multihash hash, byte[] bytes, List<RuntimeException> closed) {
    if (!isWritable(plugin)) {
      return Optional.empty();
    }
    try {
      plugin.service().put(hash, bytes);
    } catch (BlockstoreClosedException e) {
      closed.add(e);
      return Optional.empty();
    } catch (BlockstoreException e) {
      passOnInterrupt(nameOf(plugin), e);
      throw e;
    }
    if (plugin.isDispensable()) {
      plugin.setDispensable(false);
    }
    return Optional.of(plugin);
  }

  /**
   * Does something while no write is under way. Writes that begin afterwards see what it changed,
   * and the ranking as it was then or later.
   */
  <R> R betweenWrites(Function<Long, R> action) {
    writes.writeLock().lock();
    try {
      return action.apply(detours.get());
    } finally {
      writes.writeLock().unlock();
    }
  }

  /**
   * Removes a block from every store, also from one that just left and comes back in time.
   *
   * @return whether one had it
   * @throws ServiceMissingException when there is no store
   * @throws ReadOnlyBlockstoreException when a store that only reads has the block, so that it is
   *     still there though all others have let go of it
   * @throws RuntimeException of a store that failed, after all others have been asked
   */
  boolean delete(Multihash hash) {
    boolean deleted = deleteWritable(hash);
    requireGone(hash, deleted);
    return deleted;
  }

  /** As {@link #delete}, but leaves stores alone that only read, and says nothing of them. */
  boolean deleteWritable(Multihash hash) {
    boolean[] deleted = {false};
    Inquiry inquiry = new Inquiry();
    plugins.retry(
        plugins.family().grace(),
        () -> {
          inquiry.restart();
          plugins.require();
          return locks.locked(
              hash,
              () ->
                  plugins.ask(
                      plugin -> askOne(plugin, inquiry, one -> deleteFrom(one, hash, deleted))));
        });
    inquiry.throwFailure();
    return deleted[0];
  }

  /** Whoever deletes a block is told when it is to be had all the same. */
  private void requireGone(Multihash hash, boolean deletedElsewhere) {
    plugins.ask(
        plugin -> {
          if (!isWritable(plugin) && plugin.service().has(hash)) {
            String stays = "block " + hash + " stays in it";
            throw new ReadOnlyBlockstoreException(
                nameOf(plugin), deletedElsewhere ? stays + ", and was deleted elsewhere" : stays);
          }
          return Optional.empty();
        });
  }

  /** Has no answer, so that the next store is asked, too. */
  private static Optional<Boolean> deleteFrom(
      Plugin<Blockstore> plugin, Multihash hash, boolean[] deleted) {
    if (isWritable(plugin) && plugin.service().delete(hash)) {
      deleted[0] = true;
    }
    return Optional.empty();
  }
}
