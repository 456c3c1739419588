package org.helia.datastores.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.helia.api.Progress;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreException;
import org.helia.api.store.DatastoreInfo;
import org.helia.api.store.DatastoreMigration;
import org.helia.api.store.Datastores;
import org.helia.platform.HeliaHome;
import org.helia.platform.Plugin;
import org.helia.platform.Plugins;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The facade of datastores. */
@Component(configurationPid = DatastoresConfig.PID, immediate = true)
@Designate(ocd = DatastoresConfig.class)
public final class DatastoresComponent implements Datastores {
  private final Plugins<Datastore> plugins;
  private final StoreInUse inUse;
  private final LongFunction<String> bundleNames;
  private final ReentrantLock migrating = new ReentrantLock();

  /** Starts without plugins. */
  @Activate
  public DatastoresComponent(BundleContext context, DatastoresConfig config) {
    this(
        new Choice(HeliaHome.of(context).repository().resolve("datastore")),
        id -> bundleName(context.getBundle(id)),
        Settings.of(config));
  }

  DatastoresComponent(Choice choice, LongFunction<String> bundleNames, Settings settings) {
    this.plugins = new Plugins<>(settings.family());
    this.inUse = new StoreInUse(plugins, choice);
    this.bundleNames = bundleNames;
  }

  private static String bundleName(@Nullable Bundle bundle) {
    return bundle == null ? "unknown" : bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  /** Takes over a changed configuration, from the next call on. */
  @Modified
  void configure(DatastoresConfig config) {
    plugins.reconfigure(Settings.of(config).family());
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addDatastore(Datastore datastore, Map<String, ?> properties) {
    plugins.add(datastore, properties);
  }

  void updatedDatastore(Datastore datastore, Map<String, ?> properties) {
    plugins.update(datastore, properties);
  }

  void removeDatastore(Datastore datastore) {
    plugins.remove(datastore);
  }

  @Override
  public Datastore open(String namespace) {
    return new Namespace(inUse, namespace);
  }

  @Override
  public List<DatastoreInfo> list() {
    return plugins.all().stream()
        .map(this::info)
        .sorted(Comparator.comparing(DatastoreInfo::inUse).reversed())
        .toList();
  }

  private DatastoreInfo info(Plugin<Datastore> plugin) {
    Object bundle = plugin.properties().get(Constants.SERVICE_BUNDLEID);
    String name = StoreInUse.nameOf(plugin);
    return new DatastoreInfo(
        name,
        plugin.ranking(),
        inUse.name().map(name::equals).orElse(false),
        bundle instanceof Long id ? bundleNames.apply(id) : "unknown");
  }

  @Override
  public DatastoreMigration migrate(String from, String to, Progress progress) {
    if (!migrating.tryLock()) {
      throw new DatastoreException("another migration of datastores is under way");
    }
    try {
      check(from, to);
      return new Migration(inUse, from, to, progress).run();
    } finally {
      migrating.unlock();
    }
  }

  private void check(String from, String to) {
    if (from.equals(to)) {
      throw new DatastoreException("cannot migrate datastore " + from + " to itself");
    }
    List<String> present = plugins.require().stream().map(StoreInUse::nameOf).toList();
    for (String name : List.of(from, to)) {
      if (present.stream().filter(name::equals).count() != 1) {
        throw new DatastoreException(
            "%s datastore is named %s; present are %s"
                .formatted(
                    present.contains(name) ? "more than one" : "no",
                    name,
                    String.join(", ", present)));
      }
    }
    String now = inUse.chosen();
    if (!now.equals(from)) {
      throw new DatastoreException(
          "datastore %s is not in use, %s is; migrate from that one".formatted(from, now));
    }
  }
}
