package org.helia.multiformats.internal.addr;

import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.internal.Quoted;

/**
 * Paths of Unix domain sockets. One that begins with a slash is written as a single percent-encoded
 * segment ({@code /unix/%2Frun%2Fx.sock}), so that more components may follow. One that does not is
 * written as it is ({@code /unix/run/x.sock}) and takes up the rest of the address.
 */
public final class UnixFormat implements ValueFormat {
  /**
   * Where the value ends that begins at an index of an address.
   *
   * @param address the whole text
   * @param from the index behind {@code /unix/}
   * @return the index behind the value
   */
  public static int endOfValue(String address, int from) {
    int slash = address.indexOf('/', from);
    boolean escaped = address.regionMatches(true, from, "%2F", 0, 3);
    return slash < 0 || !escaped ? address.length() : slash;
  }

  /** Whether nothing can follow the value, because its text takes up the rest of the address. */
  public static boolean isLast(byte[] value) {
    return value[0] != '/';
  }

  @Override
  public byte[] parse(String text) {
    return Utf8.encode(checked(Percent.decode(text)));
  }

  @Override
  public String print(byte[] bytes) {
    String path = value(bytes);
    String encoded = Percent.encode(path);
    return path.startsWith("/") ? encoded : encoded.replace("%2F", "/");
  }

  @Override
  public String value(byte[] bytes) {
    return checked(Utf8.decode(bytes));
  }

  private static String checked(String path) {
    if (path.isEmpty() || path.endsWith("/")) {
      throw new MultiformatsException("Expected the path of a file, found " + Quoted.of(path));
    }
    return path;
  }
}
