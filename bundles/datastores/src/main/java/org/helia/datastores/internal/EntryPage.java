package org.helia.datastores.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreEntry;

/** Some entries of a store at a time: what is in memory of a scan. */
final class EntryPage {
  private static final int MAX_ENTRIES = 256;
  private static final long MAX_BYTES = 1024 * 1024;

  private EntryPage() {}

  /**
   * The entries from a key on; at least one, if there is one.
   *
   * @param prefix what their keys begin with
   */
  static List<DatastoreEntry> read(Datastore store, byte[] prefix, byte[] from) {
    List<DatastoreEntry> page = new ArrayList<>();
    try (Stream<DatastoreEntry> entries = store.scan(prefix, from)) {
      long bytes = 0;
      Iterator<DatastoreEntry> each = entries.iterator();
      while (page.size() < MAX_ENTRIES && bytes < MAX_BYTES && each.hasNext()) {
        DatastoreEntry next = each.next();
        page.add(next);
        bytes += size(next);
      }
    }
    return page;
  }

  static long size(DatastoreEntry entry) {
    return (long) entry.key().length + entry.value().length;
  }

  /** The key that comes right after another. */
  static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }
}
