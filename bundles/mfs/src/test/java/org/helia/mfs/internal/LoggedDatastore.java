package org.helia.mfs.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.helia.testkit.store.FakeDatastore;

/** A datastore whose writes are in a file when they return. */
final class LoggedDatastore implements Datastore {
  private final FakeDatastore inner = new FakeDatastore("logged");
  private final LogFile file;

  LoggedDatastore(LogFile file) {
    this.file = file;
    file.read(inner::put);
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    return inner.get(key);
  }

  @Override
  public void write(DatastoreBatch batch) {
    file.append(
        batch.changes().stream()
            .map(change -> new LogFile.Entry(change.key(), change.value().orElseThrow()))
            .toList());
    inner.write(batch);
  }

  @Override
  public Stream<DatastoreEntry> scan(byte[] prefix, byte[] from) {
    return inner.scan(prefix, from);
  }
}
