package org.helia.datastores.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreName;
import org.helia.testkit.store.FakeDatastore;
import org.osgi.framework.Constants;

/** A facade and its plugins, as Declarative Services would put them together. */
final class Rig {
  final DatastoresComponent datastores;
  final Path choice;
  private long nextId = 1;

  Rig(Path home, Duration grace) {
    choice = home.resolve("datastore");
    datastores =
        new DatastoresComponent(
            new Choice(choice), id -> "bundle " + id, new Settings(grace, Duration.ofSeconds(30)));
  }

  FakeDatastore add(String name, int ranking) {
    FakeDatastore store = new FakeDatastore(name);
    add(store, name, ranking);
    return store;
  }

  void add(Datastore store, String name, int ranking) {
    datastores.addDatastore(
        store,
        Map.of(
            DatastoreName.PROPERTY,
            name,
            Constants.SERVICE_RANKING,
            ranking,
            Constants.SERVICE_ID,
            nextId,
            Constants.SERVICE_BUNDLEID,
            nextId++,
            "component.name",
            name));
  }

  void remove(Datastore store) {
    datastores.removeDatastore(store);
  }
}
