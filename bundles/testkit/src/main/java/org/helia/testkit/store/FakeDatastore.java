package org.helia.testkit.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreClosedException;
import org.helia.api.store.DatastoreEntry;
import org.helia.api.store.DatastoreException;
import org.jspecify.annotations.Nullable;

/** Entries in memory. Fails when it is told to, and can be closed. */
public final class FakeDatastore implements Datastore {
  private final String name;
  private final ConcurrentNavigableMap<byte[], byte[]> entries =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicReference<@Nullable String> broken = new AtomicReference<>();
  private volatile boolean closed;

  /** An empty store. */
  public FakeDatastore(String name) {
    this.name = name;
  }

  /** How many batches were written. */
  public int writes() {
    return writes.get();
  }

  /**
   * Makes every write fail from now on.
   *
   * @param message of the error; null: they succeed again
   */
  public void breakWrites(@Nullable String message) {
    broken.set(message);
  }

  /** Makes every call fail as in a store that has left. */
  public void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new DatastoreClosedException(name);
    }
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    checkOpen();
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public synchronized void write(DatastoreBatch batch) {
    checkOpen();
    String message = broken.get();
    if (message != null) {
      throw new DatastoreException(message);
    }
    writes.incrementAndGet();
    batch
        .changes()
        .forEach(
            change ->
                change
                    .value()
                    .ifPresentOrElse(
                        value -> entries.put(change.key(), value),
                        () -> entries.remove(change.key())));
  }

  @Override
  public Stream<DatastoreEntry> scan(byte[] prefix, byte[] from) {
    checkOpen();
    byte[] first = Arrays.compareUnsigned(prefix, from) > 0 ? prefix : from;
    return entries.tailMap(first, true).entrySet().stream()
        .peek(entry -> checkOpen())
        .takeWhile(entry -> Arrays.mismatch(entry.getKey(), prefix) == -1 || isBelow(entry, prefix))
        .map(entry -> new DatastoreEntry(entry.getKey(), entry.getValue()));
  }

  private static boolean isBelow(Map.Entry<byte[], byte[]> entry, byte[] prefix) {
    return Arrays.mismatch(entry.getKey(), prefix) >= prefix.length;
  }

  @Override
  public String toString() {
    return "datastore " + name;
  }
}
