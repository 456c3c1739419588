package org.helia.cli.internal.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.helia.cli.internal.wire.FrameReader;
import org.helia.cli.internal.wire.Frames;
import org.helia.cli.internal.wire.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one request. */
final class RequestReader {
  private static final int TERMINAL_BYTES = 5;

  private final FrameReader frames;
  private final List<String> words = new ArrayList<>();
  private int bytes;
  private @Nullable ClientTerminal terminal;
  private @Nullable Path directory;

  RequestReader(FrameReader frames) {
    this.frames = frames;
  }

  /**
   * Reads up to {@link Frames#RUN}.
   *
   * @throws ProtocolException when the request is over a limit of {@link Frames}, incomplete or cut
   *     off
   */
  Request read() throws IOException {
    while (true) {
      int type = frames.next();
      switch (type) {
        case Frames.TERMINAL -> terminal = terminal(frames.payload());
        case Frames.DIRECTORY -> directory = directory(text());
        case Frames.ARGUMENT -> addWord(text());
        case Frames.RUN -> {
          return request();
        }
        case FrameReader.END ->
            throw new ProtocolException("the connection ended before the request was complete");
        default ->
            throw new ProtocolException("a frame of type " + type + " is not part of a request");
      }
    }
  }

  private Request request() throws ProtocolException {
    if (terminal == null || directory == null) {
      throw new ProtocolException("the request does not say where it comes from");
    }
    return new Request(words, directory, terminal);
  }

  private void addWord(String word) throws ProtocolException {
    if (words.size() == Frames.MAX_ARGUMENTS) {
      throw new ProtocolException(
          "the command line has more than " + Frames.MAX_ARGUMENTS + " words");
    }
    words.add(word);
  }

  private String text() throws ProtocolException {
    ByteBuffer payload = frames.payload();
    bytes += payload.remaining();
    if (bytes > Frames.MAX_REQUEST_BYTES) {
      throw new ProtocolException(
          "the command line has more than " + Frames.MAX_REQUEST_BYTES + " bytes");
    }
    return StandardCharsets.UTF_8.decode(payload).toString();
  }

  private static ClientTerminal terminal(ByteBuffer payload) throws ProtocolException {
    if (payload.remaining() != TERMINAL_BYTES) {
      throw new ProtocolException(
          "the description of the terminal has " + payload.remaining() + " bytes");
    }
    int flags = payload.get();
    return new ClientTerminal(flags, Math.max(0, payload.getInt()));
  }

  private static Path directory(String text) throws ProtocolException {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new ProtocolException("'" + text + "' is not a path: " + e.getMessage());
    }
    throw new ProtocolException("the working directory '" + text + "' is not absolute");
  }
}
