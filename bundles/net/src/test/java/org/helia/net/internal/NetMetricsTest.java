package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.helia.api.metrics.Distribution;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;
import org.helia.api.net.Connection;
import org.helia.api.net.DialException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.NetListener;
import org.helia.api.net.Stream;
import org.helia.testkit.net.MemoryNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NetMetricsTest {
  private final Rig rig = new Rig();
  private final MemoryNetwork memory = new MemoryNetwork();

  @AfterEach
  void close() throws InterruptedException {
    memory.close();
    rig.close();
  }

  /** What is told, as "name{label,label}". */
  private static final class Figures implements MetricSink {
    private final Map<String, Double> told = new HashMap<>();

    @Override
    public void counter(Metric metric, List<String> labels, double value) {
      gauge(metric, labels, value);
    }

    @Override
    public void gauge(Metric metric, List<String> labels, double value) {
      assertThat(labels).hasSameSizeAs(metric.labels());
      assertThat(told.put(metric.name() + "{" + String.join(",", labels) + "}", value)).isNull();
    }

    @Override
    public void histogram(Metric metric, List<String> labels, Distribution distribution) {
      gauge(metric, labels, distribution.counts().stream().mapToLong(each -> each).sum());
    }
  }

  private static Map<String, Double> figures(NetHost host) {
    Figures figures = new Figures();
    host.metrics().collect(figures);
    return figures.told;
  }

  @Test
  void collect_streamsAndDials_areCountedByTransportProtocolAndPeer() {
    NetHost one = rig.host();
    NetHost other = rig.host();
    Rig.speak(
        other,
        "/echo/1",
        stream -> {
          ByteBuffer buffer = ByteBuffer.allocate(100);
          while (stream.read(buffer.clear()) >= 0) {
            stream.write(buffer.flip());
          }
        });
    Connection connection = one.connect(Rig.at(other), DialOptions.DEFAULTS);
    Stream stream = connection.open("/echo/1");
    stream.write(ByteBuffer.allocate(10));
    ByteBuffer answer = ByteBuffer.allocate(10);
    while (answer.hasRemaining()) {
      assertThat(stream.read(answer)).isPositive();
    }
    Map<String, Double> figures = figures(one);
    assertThat(figures)
        .containsEntry("helia_net_connections{tcp,outbound}", 1.0)
        .containsEntry("helia_net_connections_opened{tcp," + Rig.SECURITY + ",outbound}", 1.0)
        .containsEntry("helia_net_streams{/echo/1,outbound}", 1.0)
        .containsEntry("helia_net_protocol_bytes{/echo/1,in}", 10.0)
        .containsEntry("helia_net_protocol_bytes{/echo/1,out}", 10.0)
        .containsEntry("helia_net_dial_seconds{success}", 1.0)
        .containsEntry("helia_net_known_peers{}", 1.0)
        .containsEntry("helia_net_resources_used{outbound_connections}", 1.0)
        .containsKeys(
            "helia_net_resources_limit{memory_in_bytes}",
            "helia_net_resources_refused{memory_in_bytes}");
    assertThat(figures.get("helia_net_peer_bytes{" + other.id() + ",out}"))
        .isEqualTo(figures.get("helia_net_transport_bytes{tcp,out}"));
  }

  @Test
  void collect_afterTheEnd_countersStay() throws InterruptedException {
    NetHost one = rig.host();
    NetHost other = rig.host();
    CountDownLatch ended = new CountDownLatch(1);
    one.addListener(
        new NetListener() {
          @Override
          public void disconnected(Connection connection) {
            ended.countDown();
          }
        });
    one.connect(Rig.at(other), DialOptions.DEFAULTS).close();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(figures(one))
        .containsEntry("helia_net_connections_opened{tcp," + Rig.SECURITY + ",outbound}", 1.0)
        .containsKey("helia_net_transport_bytes{tcp,out}")
        .doesNotContainKey("helia_net_connections{tcp,outbound}");
  }

  @Test
  void collect_failedDial_isCounted() {
    NetHost one = rig.host();
    assertThatThrownBy(
            () ->
                one.connect(Rig.at(rig.host().id(), "/ip4/127.0.0.1/tcp/1"), DialOptions.DEFAULTS))
        .isInstanceOf(DialException.class);
    assertThat(figures(one)).containsEntry("helia_net_dial_seconds{failure}", 1.0);
  }

  @Test
  void collect_bytes_areAddedUpOverOpenAndEndedConnections() {
    NetMetrics metrics = new NetMetrics(memory.host(1), System::nanoTime);
    memory.host(2).speak("/sink/1", stream -> {});
    double sum = 0;
    for (int i = 1; i <= 3; i++) {
      Connection connection = memory.connect(1, 2);
      metrics.connected(connection);
      connection.open("/sink/1").write(ByteBuffer.allocate(1_000 * i));
      Figures figures = new Figures();
      metrics.collect(figures);
      sum += connection.traffic().bytesOut();
      assertThat(figures.told).containsEntry("helia_net_transport_bytes{memory,out}", sum);
      connection.close();
      metrics.disconnected(connection);
    }
    assertThat(sum).isGreaterThanOrEqualTo(6_000);
  }

  @Test
  void collect_manyPeers_theRestIsTogether() {
    NetMetrics metrics = new NetMetrics(memory.host(1), System::nanoTime);
    for (int i = 2; i < NetMetrics.MAX_PEERS + 12; i++) {
      metrics.connected(memory.connect(1, i));
    }
    Figures figures = new Figures();
    metrics.collect(figures);
    assertThat(figures.told.keySet().stream().filter(each -> each.startsWith("helia_net_peer_")))
        .hasSize(2 * (NetMetrics.MAX_PEERS + 1))
        .contains("helia_net_peer_bytes{other,in}");
  }
}
