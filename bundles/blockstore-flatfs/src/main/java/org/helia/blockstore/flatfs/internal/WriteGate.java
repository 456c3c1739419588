package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.helia.api.block.BlockstoreException;
import org.jspecify.annotations.Nullable;

/**
 * Closed for ever by the first write that the disk failed to make durable.
 *
 * <p>After a failed fsync the system takes the pages for clean, and the next fsync would succeed
 * without their being on the disk. So nothing more is promised until the store is opened anew: what
 * was promised before is in files and journals that were forced.
 *
 * @see <a href="https://wiki.postgresql.org/wiki/Fsync_Errors">Fsync errors, as PostgreSQL met
 *     them</a>
 */
final class WriteGate {
  private final Path root;
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  WriteGate(Path root) {
    this.root = root;
  }

  boolean isOpen() {
    return failure.get() == null;
  }

  /**
   * Lets a write pass.
   *
   * @throws BlockstoreException when the gate is closed
   */
  void check() {
    IOException cause = failure.get();
    if (cause != null) {
      throw new BlockstoreException(
          ("blockstore flatfs at %s takes no more writes, because the disk failed to make earlier"
                  + " ones durable (%s). Blocks put since the last successful sync may be lost;"
                  + " reading still works. Check the disk, then restart the bundle")
              .formatted(root, cause),
          cause);
    }
  }

  /** Closes the gate. */
  void close(IOException cause) {
    failure.compareAndSet(null, cause);
  }

  /**
   * Runs a step that makes something durable. If the disk fails to, the gate closes; other errors
   * (too many open files, say) do it no harm.
   */
  void force(IoStep step) throws IOException {
    try {
      step.run();
    } catch (SyncFailedException e) {
      close(e);
      throw e;
    }
  }
}
