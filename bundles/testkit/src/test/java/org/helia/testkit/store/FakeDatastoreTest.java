package org.helia.testkit.store;

import org.helia.api.store.Datastore;

class FakeDatastoreTest extends DatastoreContract {
  @Override
  protected Datastore open() {
    return new FakeDatastore("fake");
  }

  @Override
  protected void close(Datastore opened) {
    ((FakeDatastore) opened).close();
  }
}
