package org.helia.cli.internal.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.helia.cli.internal.wire.FrameReader;
import org.helia.cli.internal.wire.FrameWriter;
import org.helia.cli.internal.wire.Frames;
import org.helia.cli.internal.wire.SocketPath;

/** A client that says just what a test wants. */
final class RawClient implements AutoCloseable {
  final SocketChannel channel;
  final FrameReader in;
  final FrameWriter out;
  final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  boolean nodeEnds;
  int credit;

  RawClient(Path directory) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try (SocketPath path = SocketPath.of(directory, SocketFile.NAME)) {
      channel.connect(path.address());
    }
    in = new FrameReader(channel);
    out = new FrameWriter(channel);
  }

  RawClient greeted() throws IOException {
    if (in.next() != Frames.GREETING) {
      throw new IOException("no greeting");
    }
    return this;
  }

  RawClient request(String... words) throws IOException {
    out.write(Frames.TERMINAL, ByteBuffer.allocate(5).put((byte) 0).putInt(80).flip());
    send(Frames.DIRECTORY, "/");
    for (String word : words) {
      send(Frames.ARGUMENT, word);
    }
    out.write(Frames.RUN);
    return this;
  }

  RawClient send(int type, String text) throws IOException {
    out.write(type, StandardCharsets.UTF_8.encode(text));
    return this;
  }

  RawClient sendRaw(String hex) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return this;
  }

  /** Reads frames to one of a type; returns the type, or END. */
  int readTo(int wanted) throws IOException {
    while (true) {
      int type = in.next();
      switch (type) {
        case Frames.STDOUT -> copy(stdout);
        case Frames.STDERR -> copy(stderr);
        case Frames.CREDIT -> credit += in.payload().getInt();
        default -> {}
      }
      if (type == wanted || type == FrameReader.END) {
        return type;
      }
    }
  }

  private void copy(ByteArrayOutputStream to) {
    byte[] bytes = new byte[in.payload().remaining()];
    in.payload().get(bytes);
    to.writeBytes(bytes);
  }

  /** Reads up to the exit code. */
  int exitCode() throws IOException {
    if (readTo(Frames.EXIT) != Frames.EXIT) {
      throw new IOException("the connection ended without an exit code");
    }
    ByteBuffer payload = in.payload();
    int code = payload.getInt();
    nodeEnds = payload.get() != 0;
    return code;
  }

  /**
   * Says something and hears whether the server hung up for it: a plain end, or a broken pipe or
   * reset when it did so before all was said.
   */
  boolean isCutOffOn(Saying saying) {
    try {
      saying.run();
      return readTo(FrameReader.END) == FrameReader.END;
    } catch (IOException e) {
      return true;
    }
  }

  /** What a client says. */
  interface Saying {
    void run() throws IOException;
  }

  String output() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  String errors() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
