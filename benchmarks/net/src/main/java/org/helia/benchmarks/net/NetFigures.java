package org.helia.benchmarks.net;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.helia.testkit.peer.RemotePeer;

/** Measures all that can be measured here, and prints it beside its targets. */
public final class NetFigures {
  private static final String OWN = "helia.peer.own";
  private static final String QUIC = "/quic-v1";
  private static final long BYTES = 256_000_000;
  private static final long BYTES_OF_JS = 64_000_000;
  private static final String[] NO_ARGUMENTS = {};
  private static final double MEGA = 1e6;

  /** As the distribution starts its nodes. */
  private static final List<String> JAVA_OPTIONS =
      List.of("-Xms32m", "-Xmx512m", "-XX:+UseParallelGC");

  private final Report report;
  private final int runs;
  private final String only;

  private NetFigures(Report report, int runs, String only) {
    this.report = report;
    this.runs = runs;
    this.only = only;
  }

  /** Measures one pair. */
  private interface Figures {
    void measure(PairFigures figures) throws Exception;
  }

  /**
   * Prints the figures.
   *
   * @param arguments the number of runs; then, maybe, a part of the name of those that are measured
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty(OWN, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    int runs = Integer.parseInt(arguments[0]);
    String only = arguments.length > 1 ? arguments[1] : "";
    NetFigures figures = new NetFigures(new Report(System.out), runs, only);
    figures.limits();
    figures.own();
    figures.others("go-libp2p", RemotePeer.GO, RemotePeer.GO, BYTES);
    figures.others("js-libp2p", RemotePeer.HELIA, RemotePeer.JS_QUIC, BYTES_OF_JS);
  }

  private void limits() throws Exception {
    limit("loopback TCP", () -> Limits.loopback(BYTES));
    limit("sealing ChaCha20-Poly1305", () -> Limits.sealing(BYTES));
  }

  private void limit(String what, Callable<Double> seconds) throws Exception {
    if (!"limit".contains(only)) {
      return;
    }
    seconds.call();
    List<Double> rates = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      rates.add(BYTES / MEGA / seconds.call());
    }
    report.add("limit", what, "MB/s", Samples.of(rates), "", Optional.empty());
  }

  private void own() {
    own("tcp+noise", "/noise", "", new Targets(600, 4));
    own("tcp+tls", "/tls/1.0.0", "", new Targets(800, 4));
    own("quic", "/noise", QUIC, new Targets(250, 3));
  }

  /**
   * @param rate MB/s of one stream
   * @param connect milliseconds at the median
   */
  private record Targets(double rate, double connect) {}

  private void own(String name, String security, String ending, Targets targets) {
    measure(
        "this node, " + name,
        OWN,
        ending,
        own(security, ending.isEmpty() ? "/ip4/127.0.0.1/tcp/0" : "/ip4/127.0.0.1/udp/0" + ending),
        figures -> {
          figures.oneStream(BYTES, Optional.of(Target.atLeast(targets.rate())));
          figures.connect(Optional.of(Target.below(targets.connect())));
          figures.ping(Optional.of(Target.below(100)));
          figures.idle(Optional.of(Target.below(100)));
          figures.manyStreams(Optional.of(Target.below(1)));
        });
  }

  private static String[] own(String security, String listen) {
    Stream<String> program =
        Stream.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-cp",
            System.getProperty("java.class.path"),
            OwnPeer.class.getName(),
            security,
            listen);
    Stream<String> more = Stream.of(System.getProperty("helia.benchmarks.java", "").split(" "));
    return Stream.of(JAVA_OPTIONS.stream(), more.filter(each -> !each.isEmpty()), program)
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private void others(String name, String tcp, String quic, long bytes) {
    Figures figures =
        each -> {
          each.oneStream(bytes, Optional.empty());
          each.connect(Optional.empty());
          each.manyStreams(Optional.empty());
        };
    measure(name + ", tcp+noise", tcp, "", NO_ARGUMENTS, figures);
    measure(name + ", tcp+tls", tcp, "", new String[] {"-tls"}, figures);
    measure(name + ", quic", quic, QUIC, NO_ARGUMENTS, figures);
  }

  @SuppressWarnings("CatchingUnchecked") // What fails with one pair leaves the others their turn.
  private void measure(
      String who, String property, String ending, String[] arguments, Figures figures) {
    if (!who.contains(only)) {
      return;
    }
    if (System.getProperty(property, "").isEmpty()) {
      report.skip(who, "not there, see itests/peers/install");
      return;
    }
    try (Pair pair = new Pair(property, ending, arguments)) {
      figures.measure(new PairFigures(pair, who, report, runs));
    } catch (Exception | AssertionError e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      report.skip(who, "the rest of it failed: " + first);
    }
  }
}
