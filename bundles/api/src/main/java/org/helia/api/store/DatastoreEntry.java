package org.helia.api.store;

import java.util.Arrays;

/**
 * A key and its value; for reading only.
 *
 * @param key at most {@value Datastore#MAX_KEY_BYTES} bytes
 * @param value at most {@value Datastore#MAX_VALUE_BYTES} bytes
 */
public record DatastoreEntry(byte[] key, byte[] value) {
  @Override
  public boolean equals(Object other) {
    return other instanceof DatastoreEntry entry
        && Arrays.equals(key, entry.key)
        && Arrays.equals(value, entry.value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "%d bytes of key, %d of value".formatted(key.length, value.length);
  }
}
