package org.helia.datastores.internal;

import java.util.Arrays;
import java.util.List;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.helia.api.store.DatastoreException;
import org.helia.api.store.DatastoreMigration;
import org.helia.datastores.internal.StoreInUse.Mirror;

/**
 * One run of {@link org.helia.api.store.Datastores#migrate}. While it runs, each write goes to both
 * stores, one write at a time; a page is copied while none is under way. So what is behind the
 * copier's place stays equal, and when it is at the end, all is.
 */
final class Migration {
  private static final byte[] ALL = {};

  private final StoreInUse inUse;
  private final String from;
  private final String to;
  private final Progress progress;
  private long entries;
  private long bytes;

  Migration(StoreInUse inUse, String from, String to, Progress progress) {
    this.inUse = inUse;
    this.from = from;
    this.to = to;
    this.progress = progress;
  }

  /** Begins anew when the target is replaced on the way. */
  DatastoreMigration run() {
    return inUse.inside(to, this::run);
  }

  private DatastoreMigration run(Datastore target) {
    entries = 0;
    bytes = 0;
    clear(target);
    Mirror mirror = new Mirror(target);
    try {
      inUse.betweenWrites(() -> inUse.mirrorTo(mirror));
      forEachPage(mirror, page -> copy(page, target));
      forEachPage(mirror, page -> compare(page, target));
      inUse.betweenWrites(() -> change(mirror));
    } finally {
      inUse.betweenWrites(() -> inUse.mirrorTo(null));
    }
    return new DatastoreMigration(entries, bytes);
  }

  /** What is left of an earlier use must not come back to life. */
  private static void clear(Datastore target) {
    for (List<DatastoreEntry> page = EntryPage.read(target, ALL, ALL);
        !page.isEmpty();
        page = EntryPage.read(target, ALL, ALL)) {
      CancelledException.checkpoint("the migration");
      DatastoreBatch batch = new DatastoreBatch();
      page.forEach(entry -> batch.delete(entry.key()));
      target.write(batch);
    }
  }

  private interface PageStep {
    void run(List<DatastoreEntry> page);
  }

  private void forEachPage(Mirror mirror, PageStep step) {
    byte[][] next = {ALL};
    while (next[0] != null) {
      CancelledException.checkpoint("the migration");
      inUse.betweenWrites(
          () -> {
            mirror.rethrow();
            byte[] start = next[0];
            List<DatastoreEntry> page =
                inUse.inside(from, source -> EntryPage.read(source, ALL, start));
            step.run(page);
            next[0] = page.isEmpty() ? null : EntryPage.after(page.get(page.size() - 1).key());
          });
    }
  }

  private void copy(List<DatastoreEntry> page, Datastore target) {
    DatastoreBatch batch = new DatastoreBatch();
    page.forEach(entry -> batch.put(entry.key(), entry.value()));
    target.write(batch);
    long size = page.stream().mapToLong(EntryPage::size).sum();
    progress.advanced(page.size(), size);
  }

  private void compare(List<DatastoreEntry> page, Datastore target) {
    for (DatastoreEntry entry : page) {
      byte[] copied = target.get(entry.key()).orElse(null);
      if (copied == null || !Arrays.equals(copied, entry.value())) {
        throw new DatastoreException(
            "datastore %s did not keep what was copied from %s, which stays in use"
                .formatted(to, from));
      }
      entries++;
      bytes += EntryPage.size(entry);
    }
  }

  private void change(Mirror mirror) {
    mirror.rethrow();
    inUse.use(to);
  }
}
