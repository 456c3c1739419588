package org.helia.shell.internal.command;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.helia.api.CancelledException;
import org.helia.api.net.Connection;

/** How long peers take to answer, which they are asked on the spot. */
final class Latencies {
  /** What is said of a peer that does not answer. */
  static final String UNKNOWN = "n/a";

  /** How long one answer is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long all of them are. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<Connection, String> known = new HashMap<>();

  /** Knows of none. */
  Latencies() {}

  /**
   * Pings over each connection once, several at a time, for 15 seconds at most.
   *
   * @throws CancelledException when the thread was interrupted
   */
  static Latencies of(List<Connection> connections, ExecutorService workers) {
    List<Callable<Long>> pings =
        connections.stream().<Callable<Long>>map(each -> () -> ping(each)).toList();
    Latencies all = new Latencies();
    try {
      List<Future<Long>> done = workers.invokeAll(pings, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      for (int i = 0; i < done.size(); i++) {
        all.known.put(connections.get(i), text(done.get(i)));
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted("measuring latencies");
    }
    return all;
  }

  private static long ping(Connection connection) {
    try (Pinger pinger = new Pinger(connection, PATIENCE)) {
      return pinger.ping();
    }
  }

  /** A peer that speaks no ping, or does not answer, is none the worse for it. */
  private static String text(Future<Long> ping) throws InterruptedException {
    try {
      return String.format(Locale.ROOT, "%.3fms", ping.get() / NANOS_PER_MILLI);
    } catch (ExecutionException | CancellationException e) {
      return UNKNOWN;
    }
  }

  /** The latency as Kubo writes it, as in "1.234ms". */
  String of(Connection connection) {
    return known.getOrDefault(connection, UNKNOWN);
  }
}
