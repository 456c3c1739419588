package org.helia.api.unixfs;

/** Something is in the way of a new entry. */
public final class EntryExistsException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  /**
   * @param path where the entry was to be put
   * @param found what is there, as in "a file"
   */
  public EntryExistsException(String path, String found) {
    super("%s exists already and is %s".formatted(path, found));
  }
}
