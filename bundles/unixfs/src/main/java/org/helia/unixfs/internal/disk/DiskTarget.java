package org.helia.unixfs.internal.disk;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnsafeNameException;
import org.helia.unixfs.internal.format.Metadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files, directories and symbolic links so that nothing outside the directory they are to be
 * in is touched: a name is one name, a symbolic link that stands in the way is replaced by a file
 * and never followed, and what is written appears under its name whole, by renaming.
 */
public final class DiskTarget {
  private static final Logger LOG = LoggerFactory.getLogger(DiskTarget.class);

  private DiskTarget() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it. */
    void writeTo(WritableByteChannel out) throws IOException;
  }

  /** Makes something under a name that nothing else has. */
  @FunctionalInterface
  private interface Maker {
    void make(Path temporary) throws IOException;
  }

  /**
   * The path of an entry.
   *
   * @param where the directory in the DAG, for the error
   * @throws UnsafeNameException when the name is no name of a file
   */
  public static Path entry(Path directory, String name, String where) {
    boolean unsafe =
        name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.indexOf('/') >= 0
            || name.indexOf('\0') >= 0
            || name.contains(directory.getFileSystem().getSeparator());
    if (unsafe) {
      throw new UnsafeNameException(name, where);
    }
    try {
      return DiskNames.resolve(directory, name);
    } catch (InvalidPathException e) {
      throw new UnsafeNameException(name, where);
    }
  }

  /** Makes a directory unless there is one. */
  public static void directory(Path path) {
    try {
      Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new UnixFsException(
            "cannot make the directory %s: a %s of that name is in the way"
                .formatted(path, Files.isSymbolicLink(path) ? "symbolic link" : "file"),
            e);
      }
    } catch (IOException e) {
      throw DiskErrors.of("cannot make the directory", path, e);
    }
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @param metadata what it gets before it appears
   */
  public static void file(Path path, Metadata metadata, Content content) {
    appear(
        path,
        temporary -> {
          try (WritableByteChannel out =
              Files.newByteChannel(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(out);
          }
          DiskMetadata.restore(temporary, metadata);
        });
  }

  /**
   * Makes a symbolic link, in place of a link or file that is there. Where it leads is not looked
   * at.
   *
   * @param metadata what it gets before it appears
   */
  public static void symlink(Path path, byte[] target, Metadata metadata) {
    Path to;
    try {
      to = DiskNames.path(target);
    } catch (IllegalArgumentException e) {
      throw new UnixFsException(
          "cannot make the symbolic link %s: its target is not a path".formatted(path), e);
    }
    appear(
        path,
        temporary -> {
          Files.createSymbolicLink(temporary, to);
          DiskMetadata.restore(temporary, metadata);
        });
  }

  /** Gives a directory its metadata, when all its entries are there: each changes its time. */
  public static void complete(Path directory, Metadata metadata) {
    try {
      DiskMetadata.restore(directory, metadata);
    } catch (IOException e) {
      throw DiskErrors.of("cannot set mode and time of", directory, e);
    }
  }

  private static void appear(Path path, Maker maker) {
    Path temporary = temporaryFor(path);
    boolean done = false;
    try {
      maker.make(temporary);
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      done = true;
    } catch (IOException e) {
      throw DiskErrors.of("cannot write", path, e);
    } finally {
      if (!done) {
        remove(temporary);
      }
    }
  }

  /** What led here is the error to be told, not this. */
  private static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      LOG.warn("the temporary file {} could not be removed", temporary, e);
    }
  }

  /**
   * Beside the file, so that renaming stays within the file system, and short, as names are
   * limited.
   */
  private static Path temporaryFor(Path path) {
    return path.resolveSibling(".helia-%016x".formatted(ThreadLocalRandom.current().nextLong()));
  }
}
