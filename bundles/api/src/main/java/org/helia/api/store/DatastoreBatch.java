package org.helia.api.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Changes that are made together. Filled by one thread, then handed to {@link Datastore#write}.
 *
 * <pre>{@code
 * store.write(new DatastoreBatch().put(next, value).delete(last));
 * }</pre>
 */
public final class DatastoreBatch {
  private final List<Change> changes = new ArrayList<>();

  /**
   * Gives a key a value.
   *
   * @throws DatastoreException when either is over its limit
   */
  public DatastoreBatch put(byte[] key, byte[] value) {
    requireAtMost("value", value.length, Datastore.MAX_VALUE_BYTES);
    return add(key, Optional.of(value));
  }

  /**
   * Removes a key and its value, if it is there.
   *
   * @throws DatastoreException when the key is over its limit
   */
  public DatastoreBatch delete(byte[] key) {
    return add(key, Optional.empty());
  }

  private DatastoreBatch add(byte[] key, Optional<byte[]> value) {
    requireAtMost("key", key.length, Datastore.MAX_KEY_BYTES);
    changes.add(new Change(key, value));
    return this;
  }

  private static void requireAtMost(String what, int length, int limit) {
    if (length > limit) {
      throw new DatastoreException(
          "a %s of %d bytes is over the limit of %d".formatted(what, length, limit));
    }
  }

  /** The changes in their order; a later one of the same key counts. A view, not a copy. */
  public List<Change> changes() {
    return Collections.unmodifiableList(changes);
  }

  /** How many changes there are. */
  public int size() {
    return changes.size();
  }

  /**
   * One change.
   *
   * @param key what is changed
   * @param value its new value; empty: it is removed
   */
  public record Change(byte[] key, Optional<byte[]> value) {}
}
