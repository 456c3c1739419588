package org.helia.api.unixfs;

import java.io.InputStream;
import java.nio.file.Path;

/** What is to be added: something on disk, or a stream. */
public sealed interface AddSource {
  /** The name that the entry gets when it is wrapped in a directory. */
  String name();

  /** A file or a directory tree on disk, under its own name. */
  static AddSource path(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return new OnDisk(name == null ? "" : name.toString(), path);
  }

  /**
   * A stream. It is read to its end and not closed.
   *
   * @param name empty when the entry needs none
   */
  static AddSource stream(String name, InputStream in) {
    return new Stream(name, in);
  }

  /**
   * A file or a directory tree on disk.
   *
   * @param path where it is
   */
  record OnDisk(String name, Path path) implements AddSource {}

  /**
   * Bytes of unknown length.
   *
   * @param in read to its end, not closed
   */
  record Stream(String name, InputStream in) implements AddSource {}
}
