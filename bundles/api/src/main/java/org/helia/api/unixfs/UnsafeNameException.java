package org.helia.api.unixfs;

/** An entry's name cannot be a file's name: it is empty, a dot segment, or holds a slash or NUL. */
public final class UnsafeNameException extends UnixFsException {
  private static final long serialVersionUID = 1L;

  /**
   * @param name the name, shown with escapes
   * @param where the path of the directory
   */
  public UnsafeNameException(String name, String where) {
    super("'%s' in %s cannot be the name of a file".formatted(escaped(name), where));
  }

  private static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    name.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                text.append("\\u%04x".formatted(c));
              } else {
                text.append((char) c);
              }
            });
    return text.toString();
  }
}
