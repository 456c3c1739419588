package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other processes away from a folder of blocks, and other stores of this process. The system
 * releases it when the process dies; what is written in the file only tells people who has it.
 *
 * <p>A folder that belongs to a Kubo repository is locked against Kubo, too, as Kubo does it: by a
 * POSIX lock on an empty file {@code repo.lock}, which is removed in the end.
 */
final class RepositoryLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RepositoryLock.class);

  /**
   * The locks of this JVM, noted where every class loader sees them: a bundle may be there twice,
   * and to open and close a locked file again would release the lock.
   */
  private static final String NOTE = "org.helia.blockstore.flatfs.lock.";

  private static final String KUBO_LOCK = "repo.lock";
  private static final int MAX_HOLDER_BYTES = 1024;

  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private final String note;
  private final LockedFile ours;
  private final @Nullable LockedFile kubos;

  private RepositoryLock(String note, LockedFile ours, @Nullable LockedFile kubos) {
    this.note = note;
    this.ours = ours;
    this.kubos = kubos;
  }

  /**
   * Locks a folder.
   *
   * @param root a directory that is there
   * @param now told to those who find it locked
   * @throws IOException when it is locked, with the name of the holder, or cannot be
   */
  static RepositoryLock acquire(Path root, Instant now) throws IOException {
    String note = NOTE + root.toRealPath();
    String holder = describeThisProcess(now);
    Object earlier = System.getProperties().putIfAbsent(note, holder);
    if (earlier != null) {
      throw inUse(root, "another store of this very process, " + earlier);
    }
    try {
      return lock(root, note, holder);
    } catch (IOException | RuntimeException e) {
      System.clearProperty(note);
      throw e;
    }
  }

  private static RepositoryLock lock(Path root, String note, String holder) throws IOException {
    Path file = root.resolve(Layout.LOCK);
    LockedFile ours = LockedFile.tryLock(file).orElseThrow(() -> inUse(root, holderIn(file)));
    try {
      write(ours, holder);
      return new RepositoryLock(note, ours, lockKubos(root));
    } catch (IOException | RuntimeException e) {
      ours.close();
      throw e;
    }
  }

  private static @Nullable LockedFile lockKubos(Path root) throws IOException {
    Path repository = root.toRealPath().getParent();
    if (repository == null
        || !Files.exists(repository.resolve("datastore_spec"))
        || !Files.exists(repository.resolve("config"))) {
      return null;
    }
    Path file = repository.resolve(KUBO_LOCK);
    return LockedFile.tryLock(file).orElseThrow(() -> inUse(root, "Kubo, which holds " + file));
  }

  private static void write(LockedFile file, String holder) {
    try {
      file.write((holder + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // A full disk, say: the lock holds without its text.
      LOG.debug("could not write who holds the lock", e);
    }
  }

  private static String describeThisProcess(Instant now) {
    ProcessHandle process = ProcessHandle.current();
    return "process %d (%s) on host %s since %s"
        .formatted(
            process.pid(),
            process.info().command().orElse("java"),
            hostName(),
            now.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String hostName() {
    try {
      // Asking java.net might ask a name server.
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String holderIn(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      String holder = new String(in.readNBytes(MAX_HOLDER_BYTES), StandardCharsets.UTF_8).strip();
      return holder.isEmpty() ? "a process that did not write its name" : holder;
    } catch (IOException e) {
      return "a process whose name cannot be read (" + e.getMessage() + ")";
    }
  }

  private static IOException inUse(Path root, String holder) {
    return new IOException(
        "%s is in use by %s: stop that one, or configure another path".formatted(root, holder));
  }

  @Override
  public void close() throws IOException {
    try (ours) {
      if (kubos != null) {
        try (kubos) {
          kubos.delete();
        }
      }
    } finally {
      System.clearProperty(note);
    }
  }
}
