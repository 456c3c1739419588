package org.helia.testkit.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.helia.api.Progress;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreException;
import org.helia.api.store.DatastoreInfo;
import org.helia.api.store.DatastoreMigration;
import org.helia.api.store.Datastores;

/** {@link Datastores} over a {@link FakeDatastore} for each namespace. */
public final class FakeDatastores implements Datastores {
  private final Map<String, FakeDatastore> namespaces = new ConcurrentHashMap<>();

  /** Empty datastores. */
  public FakeDatastores() {}

  @Override
  public Datastore open(String namespace) {
    return store(namespace);
  }

  /** The store behind a namespace, where a test may look and break things. */
  public FakeDatastore store(String namespace) {
    return namespaces.computeIfAbsent(namespace, FakeDatastore::new);
  }

  @Override
  public List<DatastoreInfo> list() {
    return List.of(new DatastoreInfo("fake", 0, true, "testkit"));
  }

  /** Refused: there is one store only. */
  @Override
  public DatastoreMigration migrate(String from, String to, Progress progress) {
    throw new DatastoreException("no datastore is named " + to + "; present are fake");
  }
}
