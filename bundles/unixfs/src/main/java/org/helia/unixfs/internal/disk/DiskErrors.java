package org.helia.unixfs.internal.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.unixfs.UnixFsException;

/** Says in words what the JDK says by the type of the exception alone. */
public final class DiskErrors {
  private DiskErrors() {}

  /**
   * The error for a failure of the disk.
   *
   * @param action what failed, as in "cannot read"
   * @return the error to throw: a {@link CancelledException} when the thread was interrupted
   */
  public static HeliaException of(String action, Path path, IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      return CancelledException.interrupted("access to " + path);
    }
    return new UnixFsException("%s %s: %s".formatted(action, path, reason(cause)), cause);
  }

  private static String reason(IOException error) {
    if (error instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (error instanceof NotDirectoryException) {
      return "it is not a directory";
    }
    if (error instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    if (error instanceof DirectoryNotEmptyException) {
      return "it is a directory that is not empty";
    }
    if (error instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason();
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }
}
