package org.helia.net.yamux.internal;

import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives each frame to its stream. On the event loop. */
final class Dispatcher implements FrameParser.Sink {
  /** No window is larger, so no honest remote sends more to a stream that has ended here. */
  private static final long MAX_DATA = 16 * 1_024 * 1_024;

  private final YamuxConnection connection;
  private @Nullable YamuxStream current;

  /** The streams that have got data since the last {@link #readComplete}. */
  private final Set<YamuxStream> received = new HashSet<>();

  Dispatcher(YamuxConnection connection) {
    this.connection = connection;
  }

  @Override
  public void begin(FrameHeader header) {
    switch (header.type()) {
      case DATA -> current = data(header);
      case WINDOW_UPDATE -> windowUpdate(header);
      case PING -> ping(header);
      case GO_AWAY -> connection.remoteCloses(header.length());
    }
  }

  private @Nullable YamuxStream data(FrameHeader header) {
    YamuxStream stream = stream(header);
    if (stream != null) {
      stream.announce(header.length());
    } else if (header.length() > MAX_DATA) {
      throw new ProtocolViolation("a frame of %,d bytes".formatted(header.length()));
    }
    return stream;
  }

  private void windowUpdate(FrameHeader header) {
    YamuxStream stream = stream(header);
    // With a reset comes the reason in place of a window (go-libp2p's error codes).
    if (stream != null && !header.has(FrameHeader.RST)) {
      stream.grant(header.length());
    }
  }

  /** The stream that a frame belongs to; null when it has ended, which the remote may not know. */
  private @Nullable YamuxStream stream(FrameHeader header) {
    YamuxStream stream =
        header.has(FrameHeader.SYN)
            ? connection.accept(header.stream())
            : connection.stream(header.stream());
    if (stream != null) {
      stream.acknowledged();
      if (header.has(FrameHeader.RST)) {
        stream.receivedReset();
      }
    }
    return stream;
  }

  private void ping(FrameHeader header) {
    if (header.has(FrameHeader.SYN)) {
      connection.send(FrameHeader.ping(FrameHeader.ACK, header.length()));
    } else {
      connection.answered(header.length());
    }
  }

  @Override
  public void data(ByteBuf from, int size) {
    if (current == null) {
      from.skipBytes(size);
    } else {
      current.received(from, size);
      received.add(current);
    }
  }

  /** Nothing more is there to be read for the moment. */
  void readComplete() {
    received.forEach(YamuxStream::receivedAll);
    received.clear();
  }

  @Override
  public void end(FrameHeader header) {
    if (header.has(FrameHeader.FIN) && !header.type().isOfTheConnection()) {
      YamuxStream stream = connection.stream(header.stream());
      if (stream != null) {
        stream.receivedEnd();
      }
    }
    current = null;
  }
}
