package org.helia.shell.internal.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;

/** {@code helia:ping}. */
@Command(
    scope = "helia",
    name = "ping",
    description = "Measure how long a peer takes to answer",
    detailedDescription = "One ping a second, over a connection that is there or made for it.")
public final class Ping extends DataCommand {
  private static final int MAX_COUNT = 1_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final DialOptions OPTIONS = new DialOptions(Duration.ofSeconds(30), true, true);

  @Option(name = "-n", aliases = "--count", description = "How many pings, from 1 to 1000000")
  private int count = 10;

  @Option(name = "--interval-ms", description = "How many milliseconds lie between two pings")
  private int intervalMillis = 1_000;

  @Argument(index = 0, name = "peer", description = "A peer id or address", required = true)
  @Completion(PeerCompleter.class)
  private String peer = "";

  private final Helia helia;

  /** Pings from a node. */
  public Ping(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (count < 1 || count > MAX_COUNT) {
      throw new UsageException("option \"--count\" is from 1 to 1000000, not " + count);
    }
    if (intervalMillis < 0) {
      throw new UsageException("option \"--interval-ms\" is 0 or more, not " + intervalMillis);
    }
    PeerAddresses target = PeerArgument.parse(peer);
    report(io, 0, "PING " + target.peer() + ".");
    Connection connection = helia.host().connect(target, OPTIONS);
    Spoken.with(helia.host(), target.peer(), Pinger.PROTOCOL, () -> ping(io, connection));
  }

  private void ping(Io io, Connection connection) throws IOException {
    try (Pinger pinger = new Pinger(connection, TIMEOUT)) {
      long sum = 0;
      for (int i = 0; i < count; i++) {
        if (i > 0) {
          pause();
        }
        long nanos = pinger.ping();
        sum += nanos;
        report(io, nanos, "Pong received: time=" + millis(nanos) + " ms");
      }
      report(io, 0, "Average latency: " + millis(sum / count) + "ms");
    }
  }

  private void pause() {
    try {
      Thread.sleep(intervalMillis);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("ping");
    }
  }

  /** In JSON what has a time has no text, as Kubo's. */
  private void report(Io io, long nanos, String text) throws IOException {
    if (!json()) {
      io.println(text);
      return;
    }
    io.println(
        Json.object(
            json -> {
              json.writeBooleanField("Success", true);
              json.writeNumberField("Time", nanos);
              json.writeStringField("Text", nanos == 0 ? text : "");
            }));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.2f", nanos / NANOS_PER_MILLI);
  }
}
