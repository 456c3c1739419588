package org.helia.datastore.mvstore.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.helia.api.store.Datastore;
import org.helia.api.store.DatastoreBatch;
import org.helia.api.store.DatastoreEntry;
import org.helia.api.store.DatastoreException;
import org.helia.api.store.DatastoreName;
import org.helia.platform.HeliaHome;
import org.helia.platform.Pages;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps entries in one file. Batches that wait at the same time share one write to the disk. When a
 * write fails, as on a full disk, the file is opened anew as it was before.
 */
@Component(configurationPid = MvstoreDatastore.PID, immediate = true)
@Designate(ocd = MvstoreConfig.class)
@DatastoreName(MvstoreDatastore.NAME)
public final class MvstoreDatastore implements Datastore {
  static final String NAME = "mvstore";
  static final String PID = "org.helia.datastore.mvstore";

  private static final Logger LOG = LoggerFactory.getLogger(MvstoreDatastore.class);

  /** How much of a scan is in memory. */
  private static final int PAGE_ENTRIES = 256;

  private static final long PAGE_BYTES = 1024 * 1024;

  private final String disk;
  private final Path path;
  private final int cacheMebibytes;
  private final FileThread thread = new FileThread(NAME);
  private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();

  /** Null while it could not be opened again after a failure. The file thread's own. */
  private @Nullable MvFile file;

  /**
   * Opens the file that is configured.
   *
   * @throws DatastoreException when it is in use, damaged or cannot be opened
   */
  @Activate
  public MvstoreDatastore(BundleContext context, MvstoreConfig config) {
    this(path(HeliaHome.of(context), config.path()), cache(config.cacheMebibytes()));
  }

  MvstoreDatastore(Path path, int cacheMebibytes) {
    this("file", path, cacheMebibytes);
  }

  /**
   * @param disk the scheme of a file system of H2's, where a test may break it
   */
  MvstoreDatastore(String disk, Path path, int cacheMebibytes) {
    this.disk = disk;
    this.path = path;
    this.cacheMebibytes = cacheMebibytes;
    try {
      thread.change(this::file);
    } catch (RuntimeException e) {
      thread.close(() -> {});
      throw e;
    }
  }

  static Path path(HeliaHome home, String configured) {
    if (configured.isBlank()) {
      return home.repository().resolve("datastore.mv");
    }
    try {
      return home.resolve(configured.strip()).normalize();
    } catch (InvalidPathException e) {
      throw new DatastoreException(
          "option path of %s is no path: %s".formatted(PID, e.getMessage()), e);
    }
  }

  static int cache(int mebibytes) {
    if (mebibytes < 1 || mebibytes > MvstoreConfig.MAX_CACHE_MEBIBYTES) {
      throw new IllegalArgumentException(
          "cacheMebibytes of %s must be from 1 to %d, not %d"
              .formatted(PID, MvstoreConfig.MAX_CACHE_MEBIBYTES, mebibytes));
    }
    return mebibytes;
  }

  private MvFile file() {
    MvFile open = file;
    if (open == null) {
      open = MvFile.open(disk, path, cacheMebibytes);
      file = open;
    }
    return open;
  }

  /** Releases the file. Calls from now on are refused. */
  @Deactivate
  void close() {
    try {
      thread.close(
          () -> {
            if (file != null) {
              file.close();
            }
          });
    } catch (RuntimeException e) {
      LOG.error("{} was not closed well; what was acknowledged is safe in it", this, e);
    }
  }

  @Override
  public Optional<byte[]> get(byte[] key) {
    return thread.read(() -> file().get(key));
  }

  @Override
  public Stream<DatastoreEntry> scan(byte[] prefix, byte[] from) {
    byte[] first = Arrays.compareUnsigned(prefix, from) > 0 ? prefix : from;
    List<DatastoreEntry> page = page(prefix, first);
    return Pages.stream(
        last ->
            last == null ? page : page(prefix, Arrays.copyOf(last.key(), last.key().length + 1)));
  }

  private List<DatastoreEntry> page(byte[] prefix, byte[] from) {
    return thread.read(() -> file().page(prefix, from, PAGE_ENTRIES, PAGE_BYTES));
  }

  @Override
  public void write(DatastoreBatch batch) {
    Waiting mine = new Waiting(batch);
    waiting.add(mine);
    thread.change(
        () -> {
          if (!mine.done) {
            writeWaiting();
          }
          return mine;
        });
    mine.rethrow();
  }

  /** All that wait now, in one commit. */
  private void writeWaiting() {
    List<Waiting> together = new ArrayList<>();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      together.add(next);
    }
    RuntimeException failure = null;
    try {
      MvFile open = file();
      together.forEach(one -> open.apply(one.batch));
      open.commit();
    } catch (RuntimeException e) {
      failure = e;
      goBack();
    }
    for (Waiting one : together) {
      one.failure = failure;
      one.done = true;
    }
  }

  /** To what is durable. */
  private void goBack() {
    if (file != null) {
      file.abandon();
      file = null;
    }
  }

  /** What the log calls it. */
  @Override
  public String toString() {
    return "datastore " + NAME + " at " + path;
  }

  /** A batch on its way. Its fields are the file thread's until the call has returned. */
  private static final class Waiting {
    private final DatastoreBatch batch;
    private boolean done;
    private @Nullable RuntimeException failure;

    Waiting(DatastoreBatch batch) {
      this.batch = batch;
    }

    /** A new error, as several callers may have the same cause. */
    void rethrow() {
      if (failure != null) {
        throw new DatastoreException(String.valueOf(failure.getMessage()), failure);
      }
    }
  }
}
