package org.helia.api.unixfs;

/** A directory has no entry of that name. */
public final class NoSuchEntryException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  private final String directory;
  private final String name;

  /**
   * @param directory the path of the directory
   * @param name the entry that was asked for
   */
  public NoSuchEntryException(String directory, String name) {
    super("no entry named '%s' in %s".formatted(name, directory));
    this.directory = directory;
    this.name = name;
  }

  /** The path of the directory. */
  public String directory() {
    return directory;
  }

  /** The entry that was asked for. */
  public String name() {
    return name;
  }
}
