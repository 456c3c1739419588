package org.helia.cli.internal.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.helia.cli.internal.wire.FrameReader;
import org.helia.cli.internal.wire.FrameWriter;
import org.helia.cli.internal.wire.Frames;
import org.helia.cli.internal.wire.SocketPath;
import org.jspecify.annotations.Nullable;

/** A connection to a node that has greeted. */
final class Connection implements AutoCloseable {
  private static final String SOCKET = "helia.sock";

  private final SocketChannel channel;
  private final FrameReader reader;
  private final FrameWriter writer;

  private Connection(SocketChannel channel) {
    this.channel = channel;
    this.reader = new FrameReader(channel);
    this.writer = new FrameWriter(channel);
  }

  /**
   * Connects to the node whose socket is in a directory.
   *
   * @return null when no node answers there: none runs, or it is just ending
   * @throws IOException when the node speaks another protocol
   */
  static @Nullable Connection open(Path directory) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    Connection connection = new Connection(channel);
    if (connection.connect(directory) && connection.greeted()) {
      return connection;
    }
    channel.close();
    return null;
  }

  private boolean connect(Path directory) {
    try (SocketPath path = SocketPath.of(directory, SOCKET)) {
      return channel.connect(path.address());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean greeted() throws IOException {
    int type;
    try {
      type = reader.next();
    } catch (IOException e) {
      return false;
    }
    if (type == FrameReader.END) {
      return false;
    }
    ByteBuffer greeting = reader.payload();
    if (type != Frames.GREETING || greeting.remaining() != 1 || greeting.get() != Frames.VERSION) {
      throw new IOException(
          "the running node is of another version of Helia OSGi than this client: restart it with `helia restart`");
    }
    return true;
  }

  /**
   * Sends the request. A node that does not take it says why, so that a failure here is left to the
   * reading side.
   */
  void request(String terminals, int columns, String[] words) {
    try {
      send(terminals, columns, words);
    } catch (IOException e) {
      return;
    }
  }

  private void send(String terminals, int columns, String[] words) throws IOException {
    ByteBuffer terminal =
        ByteBuffer.allocate(5).put((byte) flags(terminals)).putInt(columns).flip();
    writer.write(Frames.TERMINAL, terminal);
    writer.write(Frames.DIRECTORY, text(System.getProperty("user.dir")));
    for (String word : words) {
      writer.write(Frames.ARGUMENT, text(word));
    }
    writer.write(Frames.RUN);
  }

  private static int flags(String terminals) {
    return (terminals.indexOf('0') >= 0 ? Frames.TERMINAL_IN : 0)
        | (terminals.indexOf('1') >= 0 ? Frames.TERMINAL_OUT : 0)
        | (terminals.indexOf('2') >= 0 ? Frames.TERMINAL_ERR : 0)
        | (terminals.indexOf('t') >= 0 ? Frames.TRACE : 0);
  }

  static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  FrameReader reader() {
    return reader;
  }

  FrameWriter writer() {
    return writer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
