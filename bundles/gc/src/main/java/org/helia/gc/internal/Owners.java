package org.helia.gc.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.helia.api.CancelledException;
import org.helia.api.gc.BlockRoot;
import org.helia.api.gc.BlockRoots;
import org.helia.api.gc.GcException;
import org.helia.api.gc.MissingRootsException;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreEntry;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;

/**
 * Who has roots. Those who were there once are remembered on disk, since a collection without the
 * pins of a bundle that is just stopped would delete all they need.
 */
final class Owners {
  private final Plugins<BlockRoots> plugins;
  private final Datastore store;
  private final Supplier<Set<String>> required;

  /**
   * @param required who must be there though never seen before
   */
  Owners(Plugins<BlockRoots> plugins, Datastore store, Supplier<Set<String>> required) {
    this.plugins = plugins;
    this.store = store;
    this.required = required;
  }

  private static byte[] key(String owner) {
    return ("owner/" + owner).getBytes(UTF_8);
  }

  /** All that are known, and those that must be. */
  Set<String> known() {
    Set<String> known = new TreeSet<>(required.get());
    byte[] prefix = key("");
    try (Stream<DatastoreEntry> entries = store.scan(prefix)) {
      entries.forEach(
          entry ->
              known.add(
                  new String(
                      entry.key(), prefix.length, entry.key().length - prefix.length, UTF_8)));
    }
    known.addAll(present());
    return known;
  }

  private Set<String> present() {
    Set<String> present = new TreeSet<>();
    plugins.ask(
        plugin -> {
          present.add(plugin.service().name());
          return Optional.empty();
        });
    return present;
  }

  Set<String> missing() {
    Set<String> missing = new TreeSet<>(known());
    missing.removeAll(present());
    return missing;
  }

  boolean forget(String owner) {
    if (present().contains(owner)) {
      throw new GcException("the roots of " + owner + " are there, so they are not forgotten");
    }
    boolean wasKnown = store.has(key(owner));
    store.delete(key(owner));
    return wasKnown;
  }

  /**
   * Waits for all that are known, up to the grace period, and remembers those that are new.
   *
   * @throws MissingRootsException when one does not come
   */
  void requireAll() {
    boolean complete =
        plugins
            .retry(
                plugins.family().grace(),
                () -> missing().isEmpty() ? Optional.of(true) : Optional.empty())
            .isPresent();
    // The last one may have come after the last try.
    Set<String> missing = complete ? Set.of() : missing();
    if (!missing.isEmpty()) {
      throw new MissingRootsException(missing);
    }
    present().stream()
        .filter(owner -> !store.has(key(owner)))
        .forEach(owner -> store.put(key(owner), new byte[0]));
  }

  /**
   * All roots of all owners.
   *
   * @throws GcException when one cannot tell its roots
   * @throws MissingRootsException when one has left meanwhile
   */
  void forEachRoot(Consumer<BlockRoot> sink) {
    Set<String> asked = new TreeSet<>();
    List<Plugin<BlockRoots>> members = plugins.all();
    for (Plugin<BlockRoots> member : members) {
      if (member.enter()) {
        try {
          read(member.service(), sink);
          asked.add(member.service().name());
        } finally {
          member.exit();
        }
      }
    }
    Set<String> missed = new TreeSet<>(known());
    missed.removeAll(asked);
    if (!missed.isEmpty()) {
      throw new MissingRootsException(missed);
    }
  }

  private static void read(BlockRoots roots, Consumer<BlockRoot> sink) {
    try (Stream<BlockRoot> all = roots.roots()) {
      all.forEach(
          root -> {
            CancelledException.checkpoint("reading roots");
            sink.accept(root);
          });
    } catch (CancelledException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new GcException(
          "nothing was collected: %s cannot tell its roots: %s"
              .formatted(roots.name(), e.getMessage()),
          e);
    }
  }
}
