package org.helia.api.store;

import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps values by key, both byte strings, in the order of the keys' unsigned bytes. Register an
 * implementation as a service with a {@link DatastoreName}; {@link Datastores} finds it and gives
 * each user a part of it, which is a {@code Datastore}, too.
 *
 * <p>Every change is durable when its call returns. Readers see the changes of a {@link
 * DatastoreBatch} one after the other; after a crash all of them are there or none.
 *
 * <p>All methods may be called by any number of threads at once. Arrays that are handed over or
 * returned are shared and never changed by either side. A store that is closed throws {@link
 * DatastoreClosedException} from every method. When the calling thread is interrupted, a method may
 * give up with an error, and the store stays usable for all others.
 *
 * <p>{@code helia-testkit} has the contract test that every implementation passes.
 */
@ConsumerType
public interface Datastore {
  /** The longest key, in bytes. */
  int MAX_KEY_BYTES = 2048;

  /** The longest value, in bytes: these are notes, content goes into blocks. */
  int MAX_VALUE_BYTES = 1024 * 1024;

  /**
   * The value of a key.
   *
   * @return empty when there is none
   * @throws DatastoreException when the store fails
   */
  Optional<byte[]> get(byte[] key);

  /**
   * Whether a key has a value.
   *
   * @throws DatastoreException when the store fails
   */
  default boolean has(byte[] key) {
    return get(key).isPresent();
  }

  /**
   * Gives a key a value, in place of the one it may have; durable when the call returns. For more
   * than one change a {@link DatastoreBatch} is many times faster.
   *
   * @throws DatastoreException when the store fails; the old value stays
   */
  default void put(byte[] key, byte[] value) {
    write(new DatastoreBatch().put(key, value));
  }

  /**
   * Removes a key and its value, if it is there; durable when the call returns.
   *
   * @throws DatastoreException when the store fails; the value stays
   */
  default void delete(byte[] key) {
    write(new DatastoreBatch().delete(key));
  }

  /**
   * Makes changes in their order, all of them or none, durable when the call returns.
   *
   * @throws DatastoreFullException when there is no room; nothing is changed
   * @throws DatastoreException when the store fails; nothing is changed
   */
  void write(DatastoreBatch batch);

  /** As {@link #scan(byte[], byte[])}, from the first key that has the prefix. */
  default Stream<DatastoreEntry> scan(byte[] prefix) {
    return scan(prefix, prefix);
  }

  /**
   * The entries whose keys begin with a prefix, in ascending order of the keys' unsigned bytes.
   * What changes while the stream is read may or may not be seen; all else is. The stream is lazy:
   * it takes the memory of some entries only, whatever the size of the store. Close it.
   *
   * @param prefix what the keys begin with; empty for all keys
   * @param from keys before this one are left out; empty for none
   * @throws DatastoreException when the store fails, also while the stream is read
   */
  Stream<DatastoreEntry> scan(byte[] prefix, byte[] from);
}
