package org.helia.shell.internal.command;

import java.io.IOException;
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
  private static final int MAX_INTERVAL_SECONDS = 3_600;

  @Option(name = "-p", aliases = "--peer", description = "Of the open connections with one peer")
  @Completion(PeerCompleter.class)
  private @Nullable String peer;

  @Option(name = "-t", aliases = "--proto", description = "Of one protocol")
  private @Nullable String protocol;

  @Option(name = "--poll", description = "Print again after each interval, until Ctrl-C")
  private boolean poll;

  @Option(name = "-i", aliases = "--interval", description = "The interval in seconds")
  private int intervalSeconds = 1;

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
    if (intervalSeconds < 1 || intervalSeconds > MAX_INTERVAL_SECONDS) {
      throw new UsageException(
          "option \"--interval\" is from 1 to 3600 seconds, not " + intervalSeconds);
    }
    Traffic before = traffic();
    do {
      pause();
      Traffic now = traffic();
      print(io, before, now);
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

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(intervalSeconds);
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("stats-bw");
    }
  }

  private void print(Io io, Traffic before, Traffic now) throws IOException {
    long in = Math.max(0, now.bytesIn() - before.bytesIn()) / intervalSeconds;
    long out = Math.max(0, now.bytesOut() - before.bytesOut()) / intervalSeconds;
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
