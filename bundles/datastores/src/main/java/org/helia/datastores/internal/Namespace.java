package org.helia.datastores.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.helia.api.store.Datastores;
import org.helia.platform.Pages;

/** A user's part of the store in use: its keys begin with the namespace and a zero byte. */
final class Namespace implements Datastore {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9._-]{1," + Datastores.MAX_NAMESPACE_LENGTH + "}");

  private final StoreInUse store;
  private final byte[] root;

  /**
   * @throws IllegalArgumentException when that is no namespace
   */
  Namespace(StoreInUse store, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a namespace is 1 to %d of a-z 0-9 . _ - but not '%s'"
              .formatted(Datastores.MAX_NAMESPACE_LENGTH, name));
    }
    this.store = store;
    this.root = (name + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] full(byte[] key) {
    byte[] full = Arrays.copyOf(root, root.length + key.length);
    System.arraycopy(key, 0, full, root.length, key.length);
    return full;
  }

  private DatastoreEntry own(DatastoreEntry entry) {
    return new DatastoreEntry(
        Arrays.copyOfRange(entry.key(), root.length, entry.key().length), entry.value());
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    return store.read(inUse -> inUse.get(full(key)));
  }

  @Override
  public boolean has(byte[] key) {
    return store.read(inUse -> inUse.has(full(key)));
  }

  @Override
  public void write(DatastoreBatch batch) {
    DatastoreBatch full = new DatastoreBatch();
    batch
        .changes()
        .forEach(
            change ->
                change
                    .value()
                    .ifPresentOrElse(
                        value -> full.put(full(change.key()), value),
                        () -> full.delete(full(change.key()))));
    store.write(full);
  }

  /** Each page is a call of its own, so that the store may be replaced in between. */
  @Override
  public Stream<DatastoreEntry> scan(byte[] prefix, byte[] from) {
    List<DatastoreEntry> first = page(full(prefix), full(from));
    return Pages.<DatastoreEntry>stream(
            last -> last == null ? first : page(full(prefix), EntryPage.after(last.key())))
        .map(this::own);
  }

  private List<DatastoreEntry> page(byte[] prefix, byte[] from) {
    return store.read(inUse -> EntryPage.read(inUse, prefix, from));
  }
}
