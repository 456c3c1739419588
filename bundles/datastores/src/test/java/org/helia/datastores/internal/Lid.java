package org.helia.datastores.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreClosedException;
import org.helia.api.store.DatastoreEntry;

/** A store whose content stays when it is closed, as that of a file does. */
final class Lid implements Datastore {
  private final Datastore content;
  private volatile boolean closed;

  Lid(Datastore content) {
    this.content = content;
  }

  void close() {
    closed = true;
  }

  private Datastore content() {
    if (closed) {
      throw new DatastoreClosedException("lid");
    }
    return content;
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    return content().get(key);
  }

  @Override
  public void write(DatastoreBatch batch) {
    content().write(batch);
  }

  @Override
  public Stream<DatastoreEntry> scan(byte[] prefix, byte[] from) {
    return content().scan(prefix, from);
  }
}
