package org.helia.datastore.mvstore.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreBatch.Change;
import org.helia.api.store.DatastoreEntry;
import org.helia.api.store.DatastoreException;

/** An open MVStore file. Used by one thread. */
final class MvFile {
  private static final String MAP = "entries";

  /** After how many commits room is made for new ones by moving what is left of old ones. */
  private static final int COMMITS_PER_COMPACTION = 256;

  private static final int MIN_FILL_PERCENT = 60;
  private static final int COMPACTION_BYTES = 4 * 1024 * 1024;

  private final Path file;
  private final MVStore store;
  private final MVMap<byte[], byte[]> map;
  private int commits;

  private MvFile(Path file, MVStore store) {
    this.file = file;
    this.store = store;
    this.map =
        store.openMap(
            MAP,
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  /**
   * Opens the file, which is made if need be.
   *
   * @throws DatastoreException when it is in use, damaged or cannot be opened
   */
  static MvFile open(String disk, Path file, int cacheMebibytes) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      boolean isNew = Files.notExists(file);
      MvFile opened = new MvFile(file, openStore(disk + ":" + file, cacheMebibytes));
      if (isNew) {
        opened.commit();
        syncFolder(folder);
      }
      return opened;
    } catch (MVStoreException | IllegalStateException e) {
      throw named(file, "opening it", e);
    } catch (IOException e) {
      throw new DatastoreException("datastore %s cannot be opened: %s".formatted(file, e), e);
    }
  }

  private static MVStore openStore(String name, int cacheMebibytes) {
    MVStore store =
        new MVStore.Builder().fileName(name).autoCommitDisabled().cacheSize(cacheMebibytes).open();
    // Each commit is synced before the next begins, so what it replaced is free at once.
    store.setRetentionTime(0);
    store.setVersionsToKeep(0);
    return store;
  }

  /** The name of a new file lives in its directory. */
  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  Optional<byte[]> get(byte[] key) {
    try {
      byte[] sealed = map.get(key);
      return sealed == null ? Optional.empty() : Optional.of(unsealed(key, sealed));
    } catch (MVStoreException e) {
      throw named(file, "reading", e);
    }
  }

  private byte[] unsealed(byte[] key, byte[] sealed) {
    return Sealed.open(key, sealed)
        .orElseThrow(
            () ->
                new DatastoreException(
                    damage(file, "an entry with a key of %d bytes".formatted(key.length))));
  }

  /** Some entries from a key on, those with the prefix. */
  List<DatastoreEntry> page(byte[] prefix, byte[] from, int entries, long bytes) {
    List<DatastoreEntry> page = new ArrayList<>();
    long size = 0;
    try {
      Cursor<byte[], byte[]> cursor = map.cursor(from);
      while (cursor.hasNext() && page.size() < entries && size < bytes) {
        byte[] key = cursor.next();
        if (!hasPrefix(key, prefix)) {
          break;
        }
        byte[] value = unsealed(key, cursor.getValue());
        page.add(new DatastoreEntry(key, value));
        size += key.length + value.length;
      }
      return page;
    } catch (MVStoreException e) {
      throw named(file, "reading", e);
    }
  }

  private static boolean hasPrefix(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Changes the map in memory; durable with the next {@link #commit}. */
  void apply(DatastoreBatch batch) {
    try {
      batch.changes().forEach(this::apply);
    } catch (MVStoreException e) {
      throw named(file, "writing", e);
    }
  }

  private void apply(Change change) {
    byte[] key = change.key();
    change
        .value()
        .ifPresentOrElse(value -> map.put(key, Sealed.seal(key, value)), () -> map.remove(key));
  }

  void commit() {
    try {
      store.commit();
      store.sync();
      if (++commits % COMMITS_PER_COMPACTION == 0) {
        store.compact(MIN_FILL_PERCENT, COMPACTION_BYTES);
      }
    } catch (MVStoreException e) {
      throw named(file, "writing", e);
    }
  }

  void close() {
    try {
      store.close();
    } catch (MVStoreException e) {
      store.closeImmediately();
      throw named(file, "closing it", e);
    }
  }

  /** Forgets what is not durable. */
  void abandon() {
    store.closeImmediately();
  }

  private static DatastoreException named(Path file, String what, RuntimeException e) {
    int code = e instanceof MVStoreException known ? known.getErrorCode() : -1;
    return switch (code) {
      case DataUtils.ERROR_FILE_LOCKED ->
          new DatastoreException(
              ("datastore %s is in use by another process: stop that one, or configure another path"
                      + " of %s")
                  .formatted(file, MvstoreDatastore.PID),
              e);
      case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT ->
          new DatastoreException(damage(file, String.valueOf(e.getMessage())), e);
      default ->
          new DatastoreException(
              "datastore %s failed while %s: %s".formatted(file, what, reason(e)), e);
    };
  }

  /** MVStore's own message hides the one of the disk. */
  private static String reason(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null || cause == e ? String.valueOf(e.getMessage()) : reason(cause);
  }

  private static String damage(Path file, String how) {
    return ("datastore %s is damaged: %s; put back a copy of the file, or move it away to begin"
            + " anew without pins and names")
        .formatted(file, how);
  }
}
