package org.helia.datastore.memory.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreBatch.Change;
import org.helia.api.store.DatastoreClosedException;
import org.helia.api.store.DatastoreEntry;
import org.helia.api.store.DatastoreFullException;
import org.helia.api.store.DatastoreName;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Keeps entries in memory, up to a limit. Closing forgets them. */
@Component(configurationPid = "org.helia.datastore.memory", immediate = true)
@Designate(ocd = MemoryDatastoreConfig.class)
@DatastoreName(MemoryDatastore.NAME)
public final class MemoryDatastore implements Datastore {
  static final String NAME = "memory";

  /** What an entry takes besides its bytes: list nodes and array headers; about, and rounded up. */
  static final int OVERHEAD_BYTES = 128;

  private final ConcurrentNavigableMap<byte[], byte[]> entries =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

  /** Held by the one batch that is being made. */
  private final ReentrantLock writing = new ReentrantLock();

  private long used;
  private volatile long maxBytes;
  private volatile boolean closed;

  /** Opens an empty store. */
  @Activate
  public MemoryDatastore(MemoryDatastoreConfig config) {
    this(config.maxBytes());
  }

  MemoryDatastore(long configuredBytes) {
    maxBytes = limit(configuredBytes);
  }

  /** Takes over a changed limit. */
  @Modified
  void configure(MemoryDatastoreConfig config) {
    maxBytes = limit(config.maxBytes());
  }

  private static long limit(long configured) {
    if (configured < 0) {
      throw new IllegalArgumentException(
          "maxBytes must be 0 (a quarter of the heap) or more, not " + configured);
    }
    return configured == 0 ? Runtime.getRuntime().maxMemory() / 4 : configured;
  }

  /** Refuses every call from now on. */
  @Deactivate
  void close() {
    writing.lock();
    try {
      closed = true;
    } finally {
      writing.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new DatastoreClosedException(NAME);
    }
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    checkOpen();
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public void write(DatastoreBatch batch) {
    writing.lock();
    try {
      checkOpen();
      reserve(batch);
      batch.changes().forEach(this::apply);
    } finally {
      writing.unlock();
    }
  }

  /** Counts the whole batch first, so that one that has no room changes nothing. */
  private void reserve(DatastoreBatch batch) {
    Map<Key, Long> rooms = new HashMap<>();
    batch.changes().forEach(change -> rooms.put(new Key(change.key()), room(change)));
    long more = 0;
    for (Map.Entry<Key, Long> after : rooms.entrySet()) {
      byte[] key = after.getKey().bytes();
      more += after.getValue() - room(new Change(key, Optional.ofNullable(entries.get(key))));
    }
    if (more > 0 && used + more > maxBytes) {
      throw new DatastoreFullException(
          ("datastore %s is full: %d changes need %d bytes, %d of %d are free;"
                  + " raise maxBytes of org.helia.datastore.memory")
              .formatted(NAME, batch.size(), more, Math.max(0, maxBytes - used), maxBytes));
    }
    used += more;
  }

  private static long room(Change change) {
    return change
        .value()
        .map(value -> (long) OVERHEAD_BYTES + change.key().length + value.length)
        .orElse(0L);
  }

  private void apply(Change change) {
    change
        .value()
        .ifPresentOrElse(
            value -> entries.put(change.key(), value), () -> entries.remove(change.key()));
  }

  @Override
  public Stream<DatastoreEntry> scan(byte[] prefix, byte[] from) {
    checkOpen();
    byte[] first = Arrays.compareUnsigned(prefix, from) > 0 ? prefix : from;
    return entries.tailMap(first, true).entrySet().stream()
        .takeWhile(entry -> hasPrefix(entry.getKey(), prefix))
        .map(entry -> new DatastoreEntry(entry.getKey(), entry.getValue()))
        .peek(entry -> checkOpen());
  }

  private static boolean hasPrefix(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** What the log calls it. */
  @Override
  public String toString() {
    return "datastore " + NAME;
  }

  /** A key that equals others with the same bytes. */
  private record Key(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
