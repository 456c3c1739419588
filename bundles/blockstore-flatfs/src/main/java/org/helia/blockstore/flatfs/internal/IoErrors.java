package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockstoreException;
import org.helia.api.block.BlockstoreFullException;

/**
 * Tells callers what a failing disk means.
 *
 * @param root where the store is
 */
record IoErrors(Path root) {
  /** A disk with less than this left is full, whatever the error's words in the user's language. */
  private static final long FULL_BELOW_BYTES = 64 * 1024;

  private static final long UNKNOWN = -1;

  /**
   * @param what was tried, as in "reading block CIQ…"
   */
  HeliaException reading(String what, IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      return CancelledException.interrupted(what);
    }
    return failed(what, cause);
  }

  /**
   * @param what was tried, as in "storing block CIQ…"
   * @param bytes how many it needs
   */
  BlockstoreException writing(String what, long bytes, IOException cause) {
    long free = freeBytes();
    if (!isFull(cause, free, bytes)) {
      return failed(what, cause);
    }
    return new BlockstoreFullException(
        "blockstore flatfs at %s is full: %s needs %d bytes, %s are free (%s); free some space or configure another path"
            .formatted(root, what, bytes, free == UNKNOWN ? "unknown" : free, reason(cause)),
        cause);
  }

  private BlockstoreException failed(String what, IOException cause) {
    return new BlockstoreException(
        "blockstore flatfs at %s: %s failed: %s".formatted(root, what, reason(cause)), cause);
  }

  /** The class says what the message of file system errors leaves out. */
  private static String reason(IOException cause) {
    return cause instanceof FileSystemException e && e.getReason() == null
        ? e.toString()
        : String.valueOf(cause.getMessage());
  }

  private static boolean isFull(IOException cause, long free, long bytes) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left")
        || message.contains("quota exceeded")
        || (free != UNKNOWN && free < bytes + FULL_BELOW_BYTES);
  }

  private long freeBytes() {
    try {
      FileStore store = Files.getFileStore(root);
      return store.getUsableSpace();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
