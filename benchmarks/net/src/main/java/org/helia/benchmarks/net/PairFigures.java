package org.helia.benchmarks.net;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures one pair of peers. */
final class PairFigures {
  private static final int CONNECTS = 100;

  /** Connections before those that are measured: the compiler is done with a node that runs. */
  private static final int CONNECT_WARM_UPS = 1_500;

  private static final int PINGS = 1_000;
  private static final int STREAMS = 1_000;

  /** How often it is asked whether all connections are there. */
  private static final int MAX_ASKED = 1_000;

  private static final int IDLE = 1_000;
  private static final int WARM_UPS = 3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;
  private static final double MILLIS = 1e-3;

  private final Pair pair;
  private final String who;
  private final Report report;
  private final int runs;

  PairFigures(Pair pair, String who, Report report, int runs) {
    this.pair = pair;
    this.who = who;
    this.report = report;
    this.runs = runs;
  }

  /** One stream over one connection, first one way, then the other. */
  void oneStream(long bytes, Optional<Target> target) {
    pair.dial();
    oneStream("one stream, sending", bytes, 0, target);
    oneStream("one stream, receiving", 0, bytes, target);
    pair.hangUp();
  }

  private void oneStream(String what, long up, long down, Optional<Target> target) {
    Map<String, Object> transfer = new HashMap<>(pair.about("up", up));
    transfer.put("down", down);
    List<Double> rates = new ArrayList<>();
    for (int run = -WARM_UPS; run < runs; run++) {
      if (run == 0) {
        pair.begin();
      }
      JsonNode seconds = pair.first().call("perf", transfer);
      if (run >= 0) {
        double took = seconds.get("up").asDouble() + seconds.get("down").asDouble();
        rates.add((up + down) / MEGA / took);
      }
    }
    String processors = pair.processors(runs * (up + down) / GIGA, "s/GB");
    report.add(who, what, "MB/s", Samples.of(rates), processors, target);
  }

  /** From the call until the connection can have streams. */
  void connect(Optional<Target> target) {
    List<Double> millis = new ArrayList<>();
    for (int i = -CONNECT_WARM_UPS; i < CONNECTS; i++) {
      if (i == 0) {
        pair.begin();
      }
      long start = System.nanoTime();
      JsonNode dialled = pair.first().call("dial", pair.address());
      double took = (System.nanoTime() - start) / NANOS_PER_MILLI;
      pair.hangUp();
      if (i >= 0) {
        millis.add(dialled.path("millis").asDouble(took));
      }
    }
    String processors = pair.processors(CONNECTS * MILLIS, "ms");
    report.add(who, "connect", "ms", Samples.of(millis), processors, target);
  }

  /** Pings over one stream of an open connection. */
  void ping(Optional<Target> target) {
    pair.dial();
    pair.first().call("pings", pair.about("times", PINGS));
    pair.first().call("pings", pair.about("times", PINGS));
    pair.begin();
    JsonNode answers = pair.first().call("pings", pair.about("times", PINGS));
    String processors = pair.processors(PINGS * MILLIS, "ms");
    pair.hangUp();
    List<Double> micros = new ArrayList<>();
    answers.forEach(each -> micros.add(each.asDouble()));
    report.add(who, "ping", "µs", Samples.of(micros), processors, target);
  }

  /** Streams of a new connection that are all open at once and each send back a word. */
  void manyStreams(Optional<Target> target) {
    List<Double> seconds = new ArrayList<>();
    for (int run = -WARM_UPS; run < runs; run++) {
      if (run == 0) {
        pair.begin();
      }
      pair.dial();
      long start = System.nanoTime();
      JsonNode took = pair.first().call("echoes", pair.about("streams", STREAMS));
      double passed = (System.nanoTime() - start) / GIGA;
      pair.hangUp();
      if (run >= 0) {
        seconds.add(took.asDouble(passed));
      }
    }
    String processors = pair.processors(runs, "s");
    report.add(who, "1,000 streams and echo", "s", Samples.of(seconds), processors, target);
  }

  /** What idle connections cost the peer that was dialled. */
  void idle(Optional<Target> target) {
    pair.first().call("dial-again", again(CONNECTS));
    pair.hangUp();
    JsonNode before = pair.second().call("memory", Map.of());
    pair.first().call("dial-again", again(IDLE));
    int there = countWhenReady();
    JsonNode after = pair.second().call("memory", Map.of());
    if (there != IDLE) {
      throw new IllegalStateException("%d connections are there, not %d".formatted(there, IDLE));
    }
    pair.hangUp();
    for (String what : List.of("heap", "pools", "resident")) {
      double grown = after.get(what).asDouble() - before.get(what).asDouble();
      report.add(
          who,
          "1,000 idle, " + what,
          "MB",
          Samples.of(List.of(grown)),
          "",
          what.equals("resident") ? target : Optional.empty());
    }
  }

  /** The dialler is ready before the other side has read its last message. */
  private int countWhenReady() {
    int there = 0;
    for (int asked = 0; there != IDLE && asked < MAX_ASKED; asked++) {
      there = pair.second().call("count", Map.of()).asInt();
    }
    return there;
  }

  private Map<String, Object> again(int times) {
    Map<String, Object> request = new HashMap<>(pair.address());
    request.put("times", times);
    return request;
  }
}
