package org.helia.cli.internal.wire;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The address of a socket, however deep the directory is that it lies in. The kernel takes
 * addresses of about a hundred bytes only; for a longer one this makes a symlink to the directory
 * under a short name, to be closed as soon as the socket is bound or connected.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7), pathname sockets</a>
 */
public final class SocketPath implements AutoCloseable {
  /** Linux takes 107 bytes, macOS 103. */
  private static final int MAX_ADDRESS_BYTES = 100;

  private static final Path SHORT_ROOT = Path.of("/tmp");

  private static final String LINK = "run";

  private final Path socket;
  private final Path temporary;

  private SocketPath(Path socket, Path temporary) {
    this.socket = socket;
    this.temporary = temporary;
  }

  /** Makes an address for a socket of some name in a directory; close it. */
  public static SocketPath of(Path directory, String name) throws IOException {
    Path absolute = directory.toAbsolutePath().resolve(name);
    if (absolute.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_ADDRESS_BYTES) {
      return new SocketPath(absolute, absolute);
    }
    Path temporary = Files.createTempDirectory(SHORT_ROOT, "helia");
    Path link = temporary.resolve(LINK);
    Files.createSymbolicLink(link, directory.toAbsolutePath());
    return new SocketPath(link.resolve(name), temporary);
  }

  /** The address, good until this is closed. */
  public UnixDomainSocketAddress address() {
    return UnixDomainSocketAddress.of(socket);
  }

  /** Takes the short name away. The socket stays bound or connected. */
  @Override
  public void close() throws IOException {
    if (!temporary.equals(socket)) {
      Files.deleteIfExists(temporary.resolve(LINK));
      Files.deleteIfExists(temporary);
    }
  }
}
