package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.NetException;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.Stream;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;

/** {@code helia:net-perf}. */
@Command(
    scope = "helia",
    name = "net-perf",
    description = "Measure how fast bytes go to a peer and back",
    detailedDescription =
        "Over one stream of the protocol /perf/1.0.0, which the peer has to speak (helia-net-perf):"
            + " first up, then down.")
public final class NetPerf extends DataCommand {
  private static final String PROTOCOL = "/perf/1.0.0";
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEGABYTE = 1e6;
  private static final DialOptions OPTIONS = new DialOptions(Duration.ofSeconds(30), true, true);

  @Option(name = "--up", description = "How many bytes are sent")
  private long up = 100_000_000;

  @Option(name = "--down", description = "How many bytes are asked for")
  private long down = 100_000_000;

  @Argument(index = 0, name = "peer", description = "A peer id or address", required = true)
  @Completion(PeerCompleter.class)
  private String peer = "";

  private final Helia helia;

  /** Measures from a node. */
  public NetPerf(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (up < 0 || down < 0) {
      throw new UsageException("options \"--up\" and \"--down\" are 0 or more");
    }
    PeerAddresses target = PeerArgument.parse(peer);
    Connection connection = helia.host().connect(target, OPTIONS);
    Spoken.with(helia.host(), target.peer(), PROTOCOL, () -> measure(io, connection));
  }

  private void measure(Io io, Connection connection) throws IOException {
    Stream stream = connection.open(PROTOCOL);
    try {
      long begin = System.nanoTime();
      send(stream);
      // The peer answers when it has all; with nothing asked for, the end of the stream tells.
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      int first = stream.read(buffer);
      long sent = System.nanoTime();
      receive(stream, buffer, Math.max(first, 0));
      print(io, sent - begin, System.nanoTime() - sent);
      stream.close();
    } catch (RuntimeException | IOException e) {
      stream.reset();
      throw e;
    }
  }

  private void send(Stream stream) {
    stream.write(ByteBuffer.allocate(Long.BYTES).putLong(down).flip());
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (long left = up; left > 0; left -= buffer.limit()) {
      CancelledException.checkpoint("net-perf");
      buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
      stream.write(buffer);
    }
    stream.closeWrite();
  }

  private void receive(Stream stream, ByteBuffer buffer, long begun) {
    long received = begun;
    for (int count = stream.read(buffer.clear()); count >= 0; count = stream.read(buffer.clear())) {
      CancelledException.checkpoint("net-perf");
      received += count;
    }
    if (received != down) {
      throw new NetException(
          "asked the peer for %d bytes, and it sent %d".formatted(down, received));
    }
  }

  private void print(Io io, long upNanos, long downNanos) throws IOException {
    if (json()) {
      io.println(
          Json.object(
              json -> {
                json.writeNumberField("UploadBytes", up);
                json.writeNumberField("UploadNanoseconds", upNanos);
                json.writeNumberField("DownloadBytes", down);
                json.writeNumberField("DownloadNanoseconds", downNanos);
              }));
      return;
    }
    io.println(line("Upload: ", up, upNanos));
    io.println(line("Download: ", down, downNanos));
  }

  private static String line(String what, long bytes, long nanos) {
    double seconds = nanos / NANOS_PER_SECOND;
    return String.format(
        Locale.ROOT,
        "%s%d bytes in %.3f s, %.1f MB/s",
        what,
        bytes,
        seconds,
        bytes / MEGABYTE / Math.max(seconds, 1 / NANOS_PER_SECOND));
  }
}
