package org.helia.net.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.helia.api.metrics.Counter;
import org.helia.api.metrics.Histogram;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;
import org.helia.api.net.Connection;
import org.helia.api.net.Direction;
import org.helia.api.net.Host;
import org.helia.api.net.ResourceUsage;
import org.helia.api.net.Stream;
import org.helia.api.net.Traffic;

/** Figures of the network, by transport, protocol and peer; of many peers the busiest ones. */
final class NetMetrics implements MetricSource {
  /** How many peers have figures of their own; the others have theirs together. */
  static final int MAX_PEERS = 50;

  /** How many protocols have; users of the host can name any. */
  static final int MAX_PROTOCOLS = 100;

  private static final String SYSTEM = "system";
  private static final String OTHER = "other";
  private static final String IN = "in";
  private static final String OUT = "out";

  private static final Metric CONNECTIONS =
      new Metric("helia_net_connections", "Open connections.", "transport", "direction");
  private static final Metric STREAMS =
      new Metric("helia_net_streams", "Open streams.", "protocol", "direction");
  private static final Metric PROTOCOL_BYTES =
      new Metric("helia_net_protocol_bytes", "Bytes of streams.", "protocol", "direction");
  private static final Metric PEER_BYTES =
      new Metric("helia_net_peer_bytes", "Bytes of open connections.", "peer", "direction");
  private static final Metric KNOWN =
      new Metric("helia_net_known_peers", "Peers that the node remembers.");
  private static final Metric USED =
      new Metric("helia_net_resources_used", "What is used of each limit.", "resource");
  private static final Metric LIMIT =
      new Metric("helia_net_resources_limit", "The limits.", "resource");
  private static final Metric REFUSED =
      new Metric("helia_net_resources_refused", "Refusals because of each limit.", "resource");

  private final Counter opened =
      new Counter(
          new Metric(
              "helia_net_connections_opened",
              "Connections that were ready.",
              "transport",
              "security",
              "direction"));
  private final Counter transportBytes =
      new Counter(
          new Metric(
              "helia_net_transport_bytes", "Bytes of connections.", "transport", "direction"));
  private final Histogram dials =
      Histogram.ofSeconds(
          new Metric("helia_net_dial_seconds", "How long it took to reach a peer.", "result"));

  private final Host host;
  private final LongSupplier nanoTime;

  /** The protocols with figures of their own. */
  private final Set<String> protocols = new HashSet<>();

  /** What of each open connection is in {@link #transportBytes}. */
  private final Map<Connection, Traffic> counted = new HashMap<>();

  NetMetrics(Host host, LongSupplier nanoTime) {
    this.host = host;
    this.nanoTime = nanoTime;
  }

  synchronized void connected(Connection connection) {
    opened
        .series(connection.transport(), connection.security(), direction(connection.direction()))
        .add(1);
    counted.put(connection, Traffic.NONE);
  }

  synchronized void disconnected(Connection connection) {
    count(connection);
    counted.remove(connection);
  }

  private void count(Connection connection) {
    Traffic before = counted.getOrDefault(connection, Traffic.NONE);
    Traffic now = connection.traffic();
    transportBytes.series(connection.transport(), IN).add(now.bytesIn() - before.bytesIn());
    transportBytes.series(connection.transport(), OUT).add(now.bytesOut() - before.bytesOut());
    counted.put(connection, now);
  }

  /** Measures a dial. */
  <T> T dialled(Supplier<T> dial) {
    long begin = nanoTime.getAsLong();
    String result = "failure";
    try {
      T connection = dial.get();
      result = "success";
      return connection;
    } finally {
      dials.series(result).add((nanoTime.getAsLong() - begin) / 1e9);
    }
  }

  @Override
  public void collect(MetricSink sink) {
    synchronized (this) {
      List.copyOf(counted.keySet()).forEach(this::count);
    }
    opened.collect(sink);
    transportBytes.collect(sink);
    dials.collect(sink);
    List<Connection> connections = host.connections();
    connections(sink, connections);
    streams(sink, connections);
    peers(sink, connections);
    protocols(sink);
    limits(sink);
    sink.gauge(KNOWN, List.of(), host.peers().peers().size());
  }

  private static String direction(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }

  private static void connections(MetricSink sink, List<Connection> connections) {
    Map<List<String>, Long> counts = new HashMap<>();
    connections.forEach(
        each ->
            counts.merge(List.of(each.transport(), direction(each.direction())), 1L, Long::sum));
    counts.forEach((labels, count) -> sink.gauge(CONNECTIONS, labels, count));
  }

  private static void streams(MetricSink sink, List<Connection> connections) {
    Map<List<String>, Long> counts = new HashMap<>();
    for (Connection connection : connections) {
      for (Stream stream : connection.streams()) {
        List<String> labels = List.of(stream.protocol(), direction(stream.direction()));
        boolean full = counts.size() >= MAX_PROTOCOLS && !counts.containsKey(labels);
        counts.merge(full ? List.of(OTHER, labels.get(1)) : labels, 1L, Long::sum);
      }
    }
    counts.forEach((labels, count) -> sink.gauge(STREAMS, labels, count));
  }

  private static void peers(MetricSink sink, List<Connection> connections) {
    Map<String, Traffic> all = new HashMap<>();
    connections.forEach(
        each -> all.merge(each.remotePeer().toString(), each.traffic(), Traffic::plus));
    bytes(PEER_BYTES, busiest(all, MAX_PEERS), sink::gauge);
  }

  private void protocols(MetricSink sink) {
    Map<String, Traffic> kept = new TreeMap<>();
    host.trafficByProtocol()
        .forEach((protocol, traffic) -> kept.merge(named(protocol), traffic, Traffic::plus));
    bytes(PROTOCOL_BYTES, kept, sink::counter);
  }

  /** Who has a name of its own keeps it, so that no counter falls. */
  private synchronized String named(String protocol) {
    if (protocols.size() < MAX_PROTOCOLS) {
      protocols.add(protocol);
    }
    return protocols.contains(protocol) ? protocol : OTHER;
  }

  private static Map<String, Traffic> busiest(Map<String, Traffic> all, int max) {
    Map<String, Traffic> kept = new TreeMap<>();
    all.entrySet().stream()
        .sorted(Comparator.comparingLong(each -> -sum(each.getValue())))
        .forEach(
            each ->
                kept.merge(
                    kept.size() < max ? each.getKey() : OTHER, each.getValue(), Traffic::plus));
    return kept;
  }

  private static long sum(Traffic traffic) {
    return traffic.bytesIn() + traffic.bytesOut();
  }

  /** A way to tell a figure. */
  private interface Teller {
    void tell(Metric metric, List<String> labels, double value);
  }

  private static void bytes(Metric metric, Map<String, Traffic> all, Teller teller) {
    all.forEach(
        (name, traffic) -> {
          teller.tell(metric, List.of(name, IN), traffic.bytesIn());
          teller.tell(metric, List.of(name, OUT), traffic.bytesOut());
        });
  }

  /** The limits of peers and protocols come and go; those of the system are always there. */
  private void limits(MetricSink sink) {
    for (ResourceUsage usage : host.resources()) {
      if (usage.scope().equals(SYSTEM)) {
        List<String> labels = List.of(usage.resource().replace(' ', '_'));
        sink.gauge(USED, labels, usage.used());
        sink.gauge(LIMIT, labels, usage.limit());
        sink.counter(REFUSED, labels, usage.refused());
      }
    }
  }
}
