package org.helia.api.unixfs;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What is to be added: something on disk, a stream, or what a web server has. */
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
   * Bytes.
   *
   * @param name empty when the entry needs none
   * @param bytes not changed before the add is over
   */
  static AddSource bytes(String name, byte[] bytes) {
    return new Stream(name, new ByteArrayInputStream(bytes));
  }

  /**
   * What a URL leads to, of any size, under the last segment of its path as name: an {@code http}
   * or {@code https} URL is loaded, a {@code file} URL is the {@link #path} that it names.
   *
   * @throws IllegalArgumentException when the URL is of another kind or names no host
   */
  static AddSource url(URI url) {
    if ("file".equalsIgnoreCase(url.getScheme())) {
      return path(Path.of(url));
    }
    String path = url.getPath() == null ? "" : url.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new Web(name, url, Web.DEFAULT_TIMEOUT, Long.MAX_VALUE);
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

  /**
   * What a web server answers. Redirects are followed, but not from {@code https} to {@code http}.
   *
   * @param url where it is
   * @param timeout how long to wait for the connection, for the beginning of the answer, and for
   *     each further piece of it
   * @param maxBytes how large the content may be in bytes; more is an error
   */
  record Web(String name, URI url, Duration timeout, long maxBytes) implements AddSource {
    /** How long to wait unless told otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /**
     * @throws IllegalArgumentException when the URL is no web address, or a limit is not positive
     */
    public Web {
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new IllegalArgumentException(
            "a URL to add begins with http:, https: or file:, unlike " + url);
      }
      if (url.getHost() == null) {
        throw new IllegalArgumentException("a URL to add names a host, unlike " + url);
      }
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout must be positive, not " + timeout);
      }
      if (maxBytes < 1) {
        throw new IllegalArgumentException("maxBytes must be positive, not " + maxBytes);
      }
    }

    /** The same with another name. */
    public Web withName(String other) {
      return new Web(other, url, timeout, maxBytes);
    }

    /** The same with another patience. */
    public Web withTimeout(Duration other) {
      return new Web(name, url, other, maxBytes);
    }

    /** The same with another limit, in bytes. */
    public Web withMaxBytes(long other) {
      return new Web(name, url, timeout, other);
    }
  }
}
