package org.helia.multiformats.internal.addr;

import org.helia.multiformats.MultiformatsException;

/**
 * Paths of HTTP resources: {@code /http-path/a%2Fb} stands for the path {@code /a/b}. Bytes that
 * lack the slash in front, as go-multiaddr writes them, are read as the same text.
 *
 * @see <a
 *     href="https://github.com/multiformats/multiaddr/blob/master/protocols/http-path.md">http-path</a>
 */
final class HttpPathFormat implements ValueFormat {
  @Override
  public byte[] parse(String text) {
    return Utf8.encode("/" + requirePresent(Percent.decode(text)));
  }

  @Override
  public String print(byte[] bytes) {
    return Percent.encode(value(bytes).substring(1));
  }

  @Override
  public String value(byte[] bytes) {
    String path = Utf8.decode(bytes);
    return "/" + requirePresent(path.startsWith("/") ? path.substring(1) : path);
  }

  private static String requirePresent(String path) {
    if (path.isEmpty()) {
      throw new MultiformatsException("The path / goes without saying, found an empty http-path");
    }
    return path;
  }
}
