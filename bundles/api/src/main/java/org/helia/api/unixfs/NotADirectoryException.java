package org.helia.api.unixfs;

/** A directory was needed and the path leads to something else. */
public final class NotADirectoryException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String found;

  /**
   * @param path the path that was asked for
   * @param found what it leads to, as in "a file"
   */
  public NotADirectoryException(String path, String found) {
    super("%s is %s, not a directory".formatted(path, found));
    this.path = path;
    this.found = found;
  }

  /** The path that was asked for. */
  public String path() {
    return path;
  }

  /** What is there, as in "a file". */
  public String found() {
    return found;
  }
}
