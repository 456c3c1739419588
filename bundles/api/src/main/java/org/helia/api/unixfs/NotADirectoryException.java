package org.helia.api.unixfs;

/** A directory was needed and the path leads to something else. */
public final class NotADirectoryException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  /**
   * @param path the path that was asked for
   * @param found what it leads to, as in "a file"
   */
  public NotADirectoryException(String path, String found) {
    super("%s is %s, not a directory".formatted(path, found));
  }
}
