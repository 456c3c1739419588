package org.helia.unixfs.internal.disk;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HexFormat;
import org.helia.api.unixfs.UnixFsException;

/**
 * Names of files as text and back. On Unix a name is bytes, and UnixFS names are UTF-8; the JDK
 * however translates names by the locale of the process, which under {@code LANG=C} knows ASCII
 * only. The URI of a path shows the very bytes whatever the locale, so names that the locale might
 * spoil go that way.
 */
public final class DiskNames {
  private static final Path ROOT = Path.of("/");
  private static final HexFormat HEX = HexFormat.of();
  private static final char REPLACEMENT = '\uFFFD';
  private static final boolean NAMES_ARE_BYTES = File.separatorChar == '/';
  private static final boolean LOCALE_IS_UTF8 =
      "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

  private DiskNames() {}

  /**
   * The last name of a path; empty for a root.
   *
   * @throws UnixFsException when it is not UTF-8
   */
  public static String nameOf(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    return isFaithful(path, name) ? name : fromBytes(path);
  }

  /** The path of an entry of a directory. */
  public static Path resolve(Path directory, String name) {
    return isFaithful(directory, name) ? directory.resolve(name) : fromUri(directory, name);
  }

  /** The bytes of a path as a symbolic link holds it, which need not be UTF-8. */
  public static byte[] bytes(Path path) {
    String text = path.toString();
    if (isFaithful(path, text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String rooted = ROOT.resolve(path).toUri().getRawPath();
    boolean slashAdded = rooted.endsWith("/") && !text.endsWith("/");
    return unescape(
        rooted.substring(path.isAbsolute() ? 0 : 1, rooted.length() - (slashAdded ? 1 : 0)));
  }

  /** The path that has these bytes. */
  public static Path path(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (isFaithful(ROOT, text)) {
      return Path.of(text);
    }
    Path absolute = Path.of(URI.create("file:///" + escape(bytes)));
    return bytes[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount());
  }

  private static boolean isFaithful(Path path, String name) {
    return !NAMES_ARE_BYTES
        || isAscii(name)
        || (LOCALE_IS_UTF8 && name.indexOf(REPLACEMENT) < 0)
        || path.getFileSystem() != FileSystems.getDefault();
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String fromBytes(Path path) {
    String uri = path.toUri().getRawPath();
    int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
    String escaped = uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(unescape(escaped)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new UnixFsException(
          "the name of %s is not UTF-8 (its bytes are %s); rename it".formatted(path, escaped), e);
    }
  }

  private static byte[] unescape(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  private static Path fromUri(Path directory, String name) {
    String uri = directory.toUri().toString();
    String slash = uri.endsWith("/") ? "" : "/";
    return Path.of(URI.create(uri + slash + escape(name.getBytes(StandardCharsets.UTF_8))));
  }

  private static String escape(byte[] bytes) {
    StringBuilder escaped = new StringBuilder(3 * bytes.length);
    for (byte b : bytes) {
      if (b == '/') {
        escaped.append('/');
      } else {
        escaped.append('%').append(HEX.toHexDigits(b));
      }
    }
    return escaped.toString();
  }
}
