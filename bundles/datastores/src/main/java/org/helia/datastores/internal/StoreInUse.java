package org.helia.datastores.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.helia.api.ServiceMissingException;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreClosedException;
import org.helia.api.store.DatastoreException;
import org.helia.api.store.DatastoreName;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one datastore that the node's data is in. Others may be present; they are not asked, or a
 * fresh one would make the node forget its pins.
 */
final class StoreInUse {
  private static final Logger LOG = LoggerFactory.getLogger(StoreInUse.class);

  static final String FEATURE_PREFIX = "helia-datastore-";
  static final String FEATURE = FEATURE_PREFIX + "mvstore";

  private final Plugins<Datastore> plugins;
  private final Choice choice;
  private final ReentrantLock choosing = new ReentrantLock();
  private final AtomicReference<@Nullable String> name = new AtomicReference<>();

  /** Shared by writes; exclusive for writes that must reach a migration's target, too. */
  private final ReentrantReadWriteLock writes = new ReentrantReadWriteLock();

  /** The target of the migration that is under way. Changed under the exclusive lock. */
  private @Nullable Mirror mirror;

  /**
   * @throws DatastoreException when the file is there and says nothing
   */
  StoreInUse(Plugins<Datastore> plugins, Choice choice) {
    this.plugins = plugins;
    this.choice = choice;
    choice.read().ifPresent(name::set);
  }

  static String nameOf(Plugin<Datastore> plugin) {
    return plugin.property(
        DatastoreName.PROPERTY, "number " + plugin.property(Constants.SERVICE_ID, "unknown"));
  }

  Plugins<Datastore> plugins() {
    return plugins;
  }

  /** Its name; empty in a new node that has not written anything. */
  Optional<String> name() {
    return Optional.ofNullable(name.get());
  }

  /**
   * Asks the store in use, and waits for it if need be.
   *
   * @param question may be asked several times, when the store leaves under it
   * @throws ServiceMissingException when the store does not come
   */
  <R> R read(Function<Datastore, R> question) {
    return inside(this::nameToRead, question);
  }

  private String nameToRead() {
    String chosen = name.get();
    return chosen == null ? nameOf(plugins.require().get(0)) : chosen;
  }

  void write(DatastoreBatch batch) {
    writes.readLock().lock();
    try {
      if (mirror == null) {
        inside(chosen(), store -> written(store, batch));
        return;
      }
    } finally {
      writes.readLock().unlock();
    }
    writes.writeLock().lock();
    try {
      inside(chosen(), store -> written(store, batch));
      if (mirror != null) {
        mirror.write(batch);
      }
    } finally {
      writes.writeLock().unlock();
    }
  }

  private static boolean written(Datastore store, DatastoreBatch batch) {
    store.write(batch);
    return true;
  }

  /** The name of the store in use; a new node chooses it now. */
  String chosen() {
    String known = name.get();
    return known == null ? chooseBest() : known;
  }

  private String chooseBest() {
    Plugin<Datastore> best = plugins.require().get(0);
    choosing.lock();
    try {
      String known = name.get();
      if (known != null) {
        return known;
      }
      use(nameOf(best));
      return nameOf(best);
    } finally {
      choosing.unlock();
    }
  }

  /** Notes it on disk first. */
  void use(String store) {
    choice.write(store);
    name.set(store);
    LOG.info("datastore {} is in use from now on", store);
  }

  /**
   * Calls a store by its name, and waits for it if need be.
   *
   * @throws ServiceMissingException when it does not come
   */
  <R> R inside(String wanted, Function<Datastore, R> action) {
    return inside(() -> wanted, action);
  }

  /** One that leaves may have been replaced: then it is the other that is wanted. */
  private <R> R inside(Supplier<String> wanted, Function<Datastore, R> action) {
    PluginFamily family = plugins.family();
    long end = System.nanoTime() + family.grace().toNanos();
    while (true) {
      long arrivals = plugins.arrivals();
      String store = wanted.get();
      Optional<R> answer = attempt(store, action);
      if (answer.isPresent()) {
        return answer.get();
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (store.equals(wanted.get()) && !plugins.awaitArrival(arrivals, left)) {
        throw missing(store, family);
      }
    }
  }

  private <R> Optional<R> attempt(String wanted, Function<Datastore, R> action) {
    return plugins.ask(
        plugin -> {
          if (!nameOf(plugin).equals(wanted)) {
            return Optional.empty();
          }
          try {
            return Optional.of(action.apply(plugin.service()));
          } catch (DatastoreClosedException e) {
            return Optional.empty();
          }
        });
  }

  private ServiceMissingException missing(String wanted, PluginFamily family) {
    return new ServiceMissingException(
        "datastore %s, which %s says is in use,".formatted(wanted, choice.file()),
        FEATURE_PREFIX + wanted,
        family.grace().toMillis());
  }

  /** Does something while no write is under way. */
  void betweenWrites(Runnable action) {
    writes.writeLock().lock();
    try {
      action.run();
    } finally {
      writes.writeLock().unlock();
    }
  }

  /** Sends all further writes to this, too. To be called {@link #betweenWrites}. */
  void mirrorTo(@Nullable Mirror target) {
    mirror = target;
  }

  /** The target of a migration. It fails alone: the writes of others go on without it. */
  static final class Mirror {
    private final Datastore target;
    private @Nullable RuntimeException failure;

    Mirror(Datastore target) {
      this.target = target;
    }

    private void write(DatastoreBatch batch) {
      if (failure == null) {
        try {
          target.write(batch);
        } catch (RuntimeException e) {
          failure = e;
        }
      }
    }

    /** To be called {@link #betweenWrites}. */
    void rethrow() {
      if (failure != null) {
        throw new DatastoreException(
            "the migration's target failed, and the source stays in use: " + failure.getMessage(),
            failure);
      }
    }
  }
}
