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
    do {
      pause(each);
      Traffic now = traffic();
      print(io, before, now, each);
      before = now;
    } while (poll);
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

  private static long rate(long before, long now, Duration time) {
    return Math.round(Math.max(0, now - before) / (time.toNanos() / 1e9));
  }

  private void print(Io io, Traffic before, Traffic now, Duration time) throws IOException {
    long in = rate(before.bytesIn(), now.bytesIn(), time);
    long out = rate(before.bytesOut(), now.bytesOut(), time);
    if (json()) {
      io.println(
          Json.object(
              json -> {
                json.writeNumberField("TotalIn", now.bytesIn());
                json.writeNumberField("TotalOut", now.bytesOut());
                json.writeNumberField("RateIn", in);
                json.writeNumberField("RateOut", out);
              }));
      return;
    }
    io.println("Bandwidth");
    io.println("TotalIn: " + Sizes.human(now.bytesIn()));
    io.println("TotalOut: " + Sizes.human(now.bytesOut()));
    io.println("RateIn: " + Sizes.human(in) + "/s");
    io.println("RateOut: " + Sizes.human(out) + "/s");
  }
}
