package org.helia.shell.internal.command;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.net.Connection;
import org.helia.api.net.Traffic;
import org.helia.api.node.Helia;
import org.helia.multiformats.peer.PeerId;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.grammar.Durations;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Sizes;
import org.jspecify.annotations.Nullable;

/** {@code helia:stats-bw}. */
@Command(
    scope = "helia",
    name = "stats-bw",
    description = "Show what goes over the network",
    detailedDescription =
        "Totals since the start, of a peer since its connections are open, and rates over one"
            + " interval.")
public final class StatsBw extends DataCommand {
  private static final Duration MAX_INTERVAL = Duration.ofHours(1);

  @Option(name = "-p", aliases = "--peer", description = "Of the open connections with one peer")
  @Completion(PeerCompleter.class)
  private @Nullable String peer;

  @Option(name = "-t", aliases = "--proto", description = "Of one protocol")
  private @Nullable String protocol;

  @Option(name = "--poll", description = "Print again after each interval, until Ctrl-C")
  private boolean poll;

  @Option(
      name = "-i",
      aliases = "--interval",
      description = "The interval, as in 500ms, 1s or 1m30s; at most 1h")
  private String interval = "1s";

  private final Helia helia;

  /** Looks at a node. */
  public StatsBw(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (peer != null && protocol != null) {
      throw new UsageException("options \"--peer\" and \"--proto\" exclude each other");
    }
    Duration each = Durations.parse("--interval", interval);
    if (each.compareTo(MAX_INTERVAL) > 0) {
      throw new UsageException("option \"--interval\" is at most 1h, not \"" + interval + "\"");
    }
    Traffic before = traffic();
    if (poll && !json()) {
      io.println("Total Up    Total Down  Rate Up     Rate Down");
    }
    try {
      do {
        pause(each);
        Traffic now = traffic();
        print(io, Rates.between(before, now, each));
        before = now;
      } while (poll);
    } finally {
      // Upon Ctrl-C only standard error is shown still; what comes there begins a line.
      if (poll && overwrites(io)) {
        io.err().println();
      }
    }
  }

  private boolean overwrites(Io io) {
    return io.terminals().out() && !json();
  }

  private Traffic traffic() {
    if (protocol != null) {
      return helia.host().trafficByProtocol().getOrDefault(protocol, Traffic.NONE);
    }
    if (peer == null) {
      return helia.host().traffic();
    }
    PeerId id = PeerArgument.parse(peer).peer();
    return helia.host().connections(id).stream()
        .map(Connection::traffic)
        .reduce(Traffic.NONE, Traffic::plus);
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("stats-bw");
    }
  }

  /** What went over the network, and how fast, in bytes and bytes per second. */
  private record Rates(Traffic total, long in, long out) {
    static Rates between(Traffic before, Traffic now, Duration time) {
      return new Rates(
          now,
          rate(before.bytesIn(), now.bytesIn(), time),
          rate(before.bytesOut(), now.bytesOut(), time));
    }

    private static long rate(long before, long now, Duration time) {
      return Math.round(Math.max(0, now - before) / (time.toNanos() / 1e9));
    }
  }

  private void print(Io io, Rates rates) throws IOException {
    Traffic total = rates.total();
    if (json()) {
      io.println(
          Json.object(
              json -> {
                json.writeNumberField("TotalIn", total.bytesIn());
                json.writeNumberField("TotalOut", total.bytesOut());
                json.writeNumberField("RateIn", rates.in());
                json.writeNumberField("RateOut", rates.out());
              }));
    } else if (poll) {
      printRow(io, rates);
    } else {
      io.println("Bandwidth");
      io.println("TotalIn: " + Sizes.human(total.bytesIn()));
      io.println("TotalOut: " + Sizes.human(total.bytesOut()));
      io.println("RateIn: " + Sizes.human(rates.in()) + "/s");
      io.println("RateOut: " + Sizes.human(rates.out()) + "/s");
    }
  }

  /** Kubo's row. On a terminal the next one is written over it; elsewhere it is a line. */
  private void printRow(Io io, Rates rates) {
    String row =
        "%8s    %8s    %8s/s  %8s/s"
            .formatted(
                Sizes.human(rates.total().bytesOut()),
                Sizes.human(rates.total().bytesIn()),
                Sizes.human(rates.out()),
                Sizes.human(rates.in()));
    if (overwrites(io)) {
      io.out().print(row + "      \r");
      io.out().flush();
    } else {
      io.println(row);
    }
  }
}
