package org.helia.benchmarks.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.NetException;
import org.helia.api.net.ProtocolHandler;
import org.helia.api.net.Stream;
import org.helia.multiformats.peer.PeerId;

/** What is measured on streams to another peer, over the connection that is open. */
final class Streams {
  /** Sends back what comes, as the peers of the interoperability tests have it. */
  static final String ECHO = "/helia-itest/echo/1.0.0";

  private static final String PERF = "/perf/1.0.0";
  private static final String PING = "/ipfs/ping/1.0.0";
  private static final int PIECE = 64 * 1_024;
  private static final int PING_BYTES = 32;
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Host host;

  Streams(Host host) {
    this.host = host;
  }

  /** A {@link ProtocolHandler} of {@link #ECHO} that holds no thread while nothing comes. */
  static void echo(Stream stream) {
    stream.whenReadable(
        () -> {
          ByteBuffer piece = ByteBuffer.allocate(PIECE);
          if (stream.read(piece) >= 0) {
            stream.write(piece.flip());
            echo(stream);
          }
        });
  }

  private Stream open(PeerId peer, String protocol) {
    return host.open(peer, List.of(protocol), DialOptions.DEFAULTS);
  }

  /** Seconds for sending and for receiving so many bytes. */
  Map<String, Double> perf(PeerId peer, long up, long down) {
    Stream stream = open(peer, PERF);
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    long start = System.nanoTime();
    stream.write(ByteBuffer.allocate(Long.BYTES).putLong(down).flip());
    for (long left = up; left > 0; left -= buffer.limit()) {
      stream.write(buffer.clear().limit((int) Math.min(left, PIECE)));
    }
    stream.closeWrite();
    long got = Math.max(0, stream.read(buffer.clear()));
    long sent = System.nanoTime();
    for (int count = 0; count >= 0; count = stream.read(buffer.clear())) {
      got += count;
    }
    if (got != down) {
      throw new NetException("%d bytes came, not %d".formatted(got, down));
    }
    stream.close();
    return Map.of("up", (sent - start) / NANOS, "down", (System.nanoTime() - sent) / NANOS);
  }

  /** Microseconds for each of so many pings over one stream. */
  List<Double> pings(PeerId peer, int times) {
    List<Double> took = new ArrayList<>();
    try (Stream stream = open(peer, PING)) {
      ByteBuffer ping = ByteBuffer.allocate(PING_BYTES);
      ByteBuffer pong = ByteBuffer.allocate(PING_BYTES);
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        stream.write(ping.clear().putInt(0, i));
        readFully(stream, pong.clear());
        took.add((System.nanoTime() - start) / NANOS_PER_MICRO);
        if (!ping.rewind().equals(pong.flip())) {
          throw new NetException("another answer than the question");
        }
      }
    }
    return took;
  }

  /**
   * Seconds until so many streams, all open at once, have been opened and have sent back a word.
   */
  double echoes(PeerId peer, int streams) {
    List<Stream> open = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < streams; i++) {
      Stream stream = open(peer, ECHO);
      stream.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, i));
      open.add(stream);
    }
    for (int i = 0; i < streams; i++) {
      ByteBuffer word = ByteBuffer.allocate(Integer.BYTES);
      readFully(open.get(i), word);
      if (word.getInt(0) != i) {
        throw new NetException("another echo");
      }
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    open.forEach(Stream::close);
    return seconds;
  }

  private static void readFully(Stream stream, ByteBuffer target) {
    while (target.hasRemaining()) {
      if (stream.read(target) < 0) {
        throw new NetException("the stream ended");
      }
    }
  }
}
