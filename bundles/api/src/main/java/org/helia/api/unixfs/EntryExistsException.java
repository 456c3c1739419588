package org.helia.api.unixfs;

/** Something is in the way of a new entry. */
public final class EntryExistsException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String found;

  /**
   * @param path where the entry was to be put
   * @param found what is there, as in "a file"
   */
  public EntryExistsException(String path, String found) {
    super("%s exists already and is %s".formatted(path, found));
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
