package org.helia.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.helia.api.net.Connection;
import org.helia.api.net.ConnectionClosedException;
import org.helia.api.net.DialException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.NetListener;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.api.net.ProtocolNotSupportedException;
import org.helia.api.net.Stream;
import org.helia.api.net.StreamResetException;
import org.helia.api.net.StreamTimeoutException;
import org.helia.api.net.Traffic;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.time.VirtualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SimulatedNetworkTest {
  private static final long MIB = 1024 * 1024;
  private static final Duration LATENCY = Duration.ofMillis(50);

  private final VirtualTime time = new VirtualTime();
  private final MemoryNetwork network = new MemoryNetwork(time, 1);
  private final MemoryHost one = network.host(1);
  private final MemoryHost two = network.host(2);

  @AfterEach
  void close() {
    network.close();
    time.close();
  }

  private double seconds() {
    return time.nanoTime() / 1e9;
  }

  private static PeerAddresses at(MemoryHost host) {
    return new PeerAddresses(host.id(), List.of(host.address()));
  }

  private Connection connect(Link link) {
    network.links(link);
    two.speak("/echo/1", SimulatedNetworkTest::echo);
    two.speak("/sink/1", stream -> count(stream));
    return network.connect(1, 2);
  }

  static void echo(Stream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(8_192);
    while (stream.read(buffer) >= 0) {
      stream.write(buffer.flip());
      buffer.clear();
    }
  }

  static long count(Stream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(65_536);
    long sum = 0;
    for (int size = stream.read(buffer); size >= 0; size = stream.read(buffer.clear())) {
      sum += size;
    }
    return sum;
  }

  private static void send(Stream stream, long bytes) {
    ByteBuffer chunk = ByteBuffer.allocate((int) MIB);
    for (long left = bytes; left > 0; left -= chunk.capacity()) {
      stream.write(chunk.clear().limit((int) Math.min(left, chunk.capacity())));
    }
    stream.closeWrite();
  }

  private static void ask(Stream stream) {
    stream.write(ByteBuffer.wrap(new byte[] {7}));
    assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(1);
  }

  @Test
  void connect_latency_takesTwoRoundTrips() {
    connect(Link.of(LATENCY));
    assertThat(seconds()).isEqualTo(0.2);
    assertThat(time.guesses()).isZero();
  }

  @Test
  void open_latency_answerComesAfterOneRoundTrip() {
    Stream stream = connect(Link.of(LATENCY)).open("/echo/1");
    assertThat(seconds()).isEqualTo(0.2);
    ask(stream);
    assertThat(seconds()).isCloseTo(0.3, within(1e-9));
    ask(stream);
    assertThat(seconds()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void open_unknownProtocol_failsTheFirstRead() {
    Connection connection = connect(Link.of(LATENCY));
    Stream stream = connection.open("/nope/1");
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1)))
        .isInstanceOf(ProtocolNotSupportedException.class)
        .hasMessageContaining("/nope/1");
    assertThat(connection.streams()).isEmpty();
  }

  @Test
  void open_severalProtocols_waitsForTheChoice() {
    Connection connection = connect(Link.of(LATENCY));
    Stream stream = connection.open(List.of("/nope/1", "/echo/1"));
    assertThat(stream.protocol()).isEqualTo("/echo/1");
    assertThat(seconds()).isCloseTo(0.3, within(1e-9));
    ask(stream);
    assertThatThrownBy(() -> connection.open(List.of("/nope/1", "/nope/2")))
        .isInstanceOf(ProtocolNotSupportedException.class);
  }

  @Test
  void read_nothingComes_timesOutInVirtualTime() {
    Stream stream = connect(Link.of(LATENCY)).open("/echo/1");
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamTimeoutException.class);
    assertThat(seconds()).isCloseTo(60.2, within(1e-6));
  }

  @Test
  void write_slowUplink_takesBytesByBandwidth() {
    network.windowBytes(4 * MIB);
    one.bandwidth(Bandwidth.of(10 * MIB));
    double took = timeOf(64 * MIB, connect(Link.of(LATENCY)));
    assertThat(took).isCloseTo(6.4 + 0.1, within(0.05));
  }

  @Test
  void write_slowBothEnds_isNoSlowerThanTheSlowest() {
    network.windowBytes(4 * MIB);
    one.bandwidth(Bandwidth.of(20 * MIB));
    two.bandwidth(Bandwidth.of(10 * MIB));
    double took = timeOf(64 * MIB, connect(Link.of(LATENCY)));
    assertThat(took).isCloseTo(6.4 + 0.1, within(0.05));
  }

  @Test
  void write_windowShorterThanTheWay_limitsTheRate() {
    network.windowBytes(MIB / 2);
    // At most half a MiB in each round trip of 0.1 s, however wide the way is.
    assertThat(timeOf(8 * MIB, connect(Link.of(LATENCY)))).isBetween(1.6, 3.4);
  }

  private double timeOf(long bytes, Connection connection) {
    Stream stream = connection.open("/sink/1");
    double start = seconds();
    send(stream, bytes);
    assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    return seconds() - start;
  }

  @Test
  void write_severalConnections_shareTheUplink() throws Exception {
    one.bandwidth(new Bandwidth(4 * MIB, Long.MAX_VALUE));
    network.links(Link.of(LATENCY));
    List<Double> ends = new ArrayList<>();
    List<Future<?>> transfers = new ArrayList<>();
    for (int i = 2; i < 6; i++) {
      int number = i;
      network.host(i).speak("/sink/1", stream -> count(stream));
      transfers.add(
          network
              .workers()
              .submit(
                  () -> {
                    Stream stream = network.connect(1, number).open("/sink/1");
                    send(stream, 4 * MIB);
                    stream.read(ByteBuffer.allocate(1));
                    ends.add(seconds());
                  }));
    }
    for (Future<?> transfer : transfers) {
      transfer.get();
    }
    // All are under way together: none ends long before the others.
    assertThat(ends).hasSize(4).allSatisfy(end -> assertThat(end).isBetween(3.8, 4.5));
  }

  @Test
  void write_readerStands_waitsAtTheWindow() {
    network.windowBytes(100_000);
    two.speak(
        "/slow/1",
        stream -> {
          time.sleep(Duration.ofSeconds(10));
          count(stream);
        });
    network.links(Link.of(LATENCY));
    Stream stream = network.connect(1, 2).open("/slow/1");
    stream.write(ByteBuffer.allocate(100_000));
    assertThat(seconds()).isEqualTo(0.2);
    stream.write(ByteBuffer.allocate(1));
    assertThat(seconds()).isCloseTo(0.2 + 0.05 + 10 + 0.05, within(1e-3));
    stream.timeout(Duration.ofSeconds(1));
  }

  @Test
  void write_nobodyReads_timesOut() {
    network.windowBytes(1_000);
    two.speak("/never/1", stream -> time.sleep(Duration.ofHours(1)));
    Stream stream = network.connect(1, 2).open("/never/1");
    ByteBuffer bytes = ByteBuffer.allocate(1_500);
    assertThatThrownBy(() -> stream.write(bytes)).isInstanceOf(StreamTimeoutException.class);
    assertThat(bytes.position()).isEqualTo(1_000);
  }

  @Test
  void write_readerClosedReading_goesOn() {
    network.windowBytes(10_000);
    two.speak(
        "/deaf/1",
        stream -> {
          stream.closeRead();
          time.sleep(Duration.ofHours(1));
        });
    Stream stream = network.connect(1, 2).open("/deaf/1");
    send(stream, MIB);
    assertThat(seconds()).isZero();
  }

  @Test
  void jitter_order_stays() {
    Stream stream = connect(Link.of(LATENCY).withJitter(Duration.ofSeconds(1))).open("/echo/1");
    ByteBuffer answer = ByteBuffer.allocate(100);
    for (int i = 0; i < 100; i++) {
      stream.write(ByteBuffer.wrap(new byte[] {(byte) i}));
    }
    while (answer.hasRemaining()) {
      stream.read(answer);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(answer.get(i)).isEqualTo((byte) i);
    }
  }

  @Test
  void loss_sameSeed_sameTimes() {
    List<Double> first = lossy(42);
    assertThat(lossy(42)).isEqualTo(first);
    assertThat(lossy(43)).isNotEqualTo(first);
  }

  private static List<Double> lossy(long seed) {
    try (VirtualTime time = new VirtualTime();
        MemoryNetwork network = new MemoryNetwork(time, seed)) {
      network.links(Link.of(LATENCY).withLoss(0.02).withJitter(Duration.ofMillis(10)));
      network.host(2).speak("/echo/1", SimulatedNetworkTest::echo);
      Stream stream = network.connect(1, 2).open("/echo/1");
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        ask(stream);
        times.add(time.nanoTime() / 1e9);
      }
      assertThat(time.guesses()).isZero();
      return times;
    }
  }

  @Test
  void loss_some_makesItSlower() {
    double calm = timeOf(4 * MIB, connect(Link.of(LATENCY)));
    network.links(Link.of(LATENCY).withLoss(0.01));
    double lossy = timeOf(4 * MIB, network.host(3).connect(at(two), DialOptions.DEFAULTS));
    assertThat(lossy).isGreaterThan(2 * calm);
  }

  @Test
  void loss_all_dialGetsNoAnswer() {
    assertThatThrownBy(() -> connect(Link.of(LATENCY).withLoss(1)))
        .isInstanceOf(DialException.class)
        .hasMessageContaining("/memory/2: no answer in time");
    assertThat(seconds()).isEqualTo(15.0);
  }

  @Test
  void loss_allLater_breaksTheConnection() {
    Connection connection = connect(Link.of(LATENCY));
    network.links((from, to) -> from == one ? Link.of(LATENCY).withLoss(0.999) : Link.INSTANT);
    network.host(3).speak("/echo/1", SimulatedNetworkTest::echo);
    assertThat(connection.isOpen()).isTrue();
    Connection lossy = null;
    for (int i = 0; lossy == null && i < 20_000; i++) {
      lossy = tryConnect(network.host(3));
    }
    assertThat(lossy).isNotNull();
    Stream stream = lossy.open("/echo/1");
    stream.timeout(Duration.ofDays(1));
    assertThatThrownBy(() -> ask(stream))
        .isInstanceOf(ConnectionClosedException.class)
        .hasMessageContaining("too much was lost");
    assertThat(lossy.isOpen()).isFalse();
  }

  private @Nullable Connection tryConnect(MemoryHost host) {
    try {
      return one.connect(at(host), DialOptions.DEFAULTS);
    } catch (DialException e) {
      return null;
    }
  }

  @Test
  void refusal_always_isNamed() {
    assertThatThrownBy(() -> connect(Link.of(LATENCY).withRefusal(1)))
        .isInstanceOf(DialException.class)
        .hasMessageContaining("/memory/2: connection refused");
    assertThat(seconds()).isEqualTo(0.1);
  }

  @Test
  void meanLife_connections_breakByThemselves() {
    network.links(Link.of(LATENCY).withMeanLife(Duration.ofMinutes(10)));
    List<Double> lives = new ArrayList<>();
    for (int i = 10; i < 210; i++) {
      network
          .host(i)
          .add(
              new NetListener() {
                @Override
                public void disconnected(Connection connection) {
                  lives.add(seconds());
                }
              });
      network.connect(i, 1);
    }
    time.sleep(Duration.ofHours(3));
    assertThat(lives).hasSize(200);
    assertThat(one.connections()).isEmpty();
    assertThat(lives.stream().mapToDouble(each -> each).average().orElse(0)).isBetween(450., 800.);
  }

  @Test
  void partition_stall_goesOnAfterHealing() {
    Stream stream = connect(Link.of(LATENCY)).open("/echo/1");
    ask(stream);
    network.partition(Outage.STALL, List.of(one));
    stream.write(ByteBuffer.wrap(new byte[] {1}));
    stream.timeout(Duration.ofSeconds(5));
    assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamTimeoutException.class);
    assertThatThrownBy(() -> network.host(3).connect(at(one), DialOptions.DEFAULTS))
        .hasMessageContaining("no answer in time");
    network.heal();
    assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(1);
    assertThat(network.connect(3, 1).isOpen()).isTrue();
  }

  @Test
  void partition_stallForLong_breaksConnections() {
    Connection connection = connect(Link.of(LATENCY));
    Stream stream = connection.open("/echo/1");
    stream.timeout(Duration.ofHours(1));
    network.partition(Outage.STALL, List.of(one));
    assertThatThrownBy(() -> ask(stream))
        .isInstanceOf(ConnectionClosedException.class)
        .hasMessageContaining("nothing came through");
    assertThat(seconds()).isBetween(60., 61.);
    assertThat(two.connections()).isEmpty();
  }

  @Test
  void partition_break_endsWhatIsAcross() {
    connect(Link.of(LATENCY));
    network.connect(1, 3);
    network.partition(Outage.BREAK, List.of(one, network.host(3)), List.of(two));
    assertThat(one.connections()).hasSize(1);
    assertThat(two.connections()).isEmpty();
    assertThatThrownBy(() -> network.connect(1, 2)).hasMessageContaining("connection refused");
    network.heal();
    assertThat(network.connect(1, 2).isOpen()).isTrue();
  }

  @Test
  void nat_dialledFirst_letsAnswersIn() {
    two.nat(Nat.DIALLED_FIRST);
    assertThatThrownBy(() -> network.connect(1, 2)).hasMessageContaining("no answer in time");
    network.connect(2, 1);
    one.disconnect(two.id());
    assertThat(network.connect(1, 2).isOpen()).isTrue();
    assertThatThrownBy(() -> network.connect(3, 2)).hasMessageContaining("no answer in time");
  }

  @Test
  void nat_bothDialAtOnce_reachEachOther() throws Exception {
    network.links(Link.of(LATENCY));
    one.nat(Nat.DIALLED_FIRST);
    two.nat(Nat.DIALLED_FIRST);
    Future<Connection> there = network.workers().submit(() -> network.connect(1, 2));
    Future<Connection> back = network.workers().submit(() -> network.connect(2, 1));
    assertThat(there.get().isOpen()).isTrue();
    assertThat(back.get().isOpen()).isTrue();
  }

  @Test
  void nat_connected_letsOnlyPeersIn() {
    two.nat(Nat.CONNECTED);
    network.connect(2, 1);
    DialOptions another = new DialOptions(Duration.ofSeconds(15), false, false);
    assertThat(one.connect(at(two), another).isOpen()).isTrue();
    one.disconnect(two.id());
    assertThatThrownBy(() -> network.connect(1, 2)).hasMessageContaining("no answer in time");
  }

  @Test
  void stop_connections_breakAndDialsAreRefused() {
    Stream stream = connect(Link.of(LATENCY)).open("/echo/1");
    two.stop();
    assertThatThrownBy(() -> ask(stream)).isInstanceOf(ConnectionClosedException.class);
    assertThatThrownBy(() -> network.connect(1, 2)).hasMessageContaining("connection refused");
    two.start();
    ask(network.connect(1, 2).open("/echo/1"));
  }

  @Test
  void limits_connections_moreAreRefused() {
    two.limits(new HostLimits(1, 1));
    network.connect(1, 2);
    assertThatThrownBy(() -> network.connect(3, 2)).hasMessageContaining("too many connections");
    assertThat(two.connections()).hasSize(1);
    assertThat(network.host(3).connections()).isEmpty();
    assertThat(two.resources().get(0).refused()).isEqualTo(1);
  }

  @Test
  void limits_streams_moreAreReset() {
    Connection connection = connect(Link.of(LATENCY));
    two.limits(new HostLimits(10, 1));
    Stream first = connection.open("/echo/1");
    Stream second = connection.open("/echo/1");
    ask(first);
    assertThatThrownBy(() -> second.read(ByteBuffer.allocate(1)))
        .isInstanceOf(StreamResetException.class)
        .hasMessageContaining("too many streams");
    assertThat(two.resources().get(1).refused()).isEqualTo(1);
    first.reset();
    time.sleep(Duration.ofSeconds(1));
    ask(connection.open("/echo/1"));
  }

  @Test
  void traffic_perHostAndProtocol_isCounted() {
    Connection connection = connect(Link.of(LATENCY));
    timeOf(5_000, connection);
    ask(connection.open("/echo/1"));
    assertThat(one.traffic()).isEqualTo(new Traffic(1, 5_001));
    assertThat(two.traffic()).isEqualTo(new Traffic(5_001, 1));
    assertThat(two.trafficByProtocol())
        .containsEntry("/sink/1", new Traffic(5_000, 0))
        .containsEntry("/echo/1", new Traffic(1, 1));
    assertThat(connection.traffic()).isEqualTo(new Traffic(1, 5_001));
  }

  @Test
  void identify_protocolsAndAddresses_areKnown() {
    network.identify();
    List<PeerId> told = new ArrayList<>();
    one.add(
        new NetListener() {
          @Override
          public void identified(PeerId peer) {
            told.add(peer);
          }
        });
    connect(Link.of(LATENCY));
    time.sleep(Duration.ofSeconds(1));
    KnownPeer known = one.peers().get(two.id()).orElseThrow();
    assertThat(known.addresses()).containsExactly(two.address());
    assertThat(known.identified().orElseThrow().protocols()).contains("/echo/1", "/sink/1");
    two.speak("/new/1", stream -> {});
    time.sleep(Duration.ofSeconds(1));
    assertThat(one.peers().get(two.id()).orElseThrow().identified().orElseThrow().protocols())
        .contains("/new/1");
    assertThat(told).containsExactly(two.id(), two.id());
    time.sleep(Duration.ofHours(2));
    assertThat(one.peers().get(two.id()).orElseThrow().addresses()).isEmpty();
  }

  @Test
  void connect_twoAtOnce_makeOneConnection() throws Exception {
    network.links(Link.of(LATENCY));
    Future<Connection> first = network.workers().submit(() -> network.connect(1, 2));
    Future<Connection> second = network.workers().submit(() -> network.connect(1, 2));
    assertThat(first.get()).isSameAs(second.get());
    assertThat(two.connections()).hasSize(1);
  }

  @Test
  void close_remote_knowsAfterLatencyAndReadsWhatWasSent() {
    List<Double> told = new ArrayList<>();
    two.speak("/once/1", SimulatedNetworkTest::count);
    two.add(
        new NetListener() {
          @Override
          public void disconnected(Connection connection) {
            told.add(seconds());
          }
        });
    Connection connection = connect(Link.of(LATENCY));
    Stream stream = connection.open("/once/1");
    stream.write(ByteBuffer.allocate(1_000));
    stream.closeWrite();
    connection.close();
    time.until(() -> !told.isEmpty(), Duration.ofSeconds(1));
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).isCloseTo(0.25, within(1e-9));
    assertThat(two.traffic().bytesIn()).isEqualTo(1_000);
  }

  @Test
  void whenReadable_idleStream_runsWhenBytesArrive() {
    List<Double> answered = new ArrayList<>();
    two.speak(
        "/lazy/1",
        stream ->
            stream.whenReadable(
                () -> {
                  answered.add(seconds());
                  echo(stream);
                }));
    network.links(Link.of(LATENCY));
    Stream stream = network.connect(1, 2).open("/lazy/1");
    time.sleep(Duration.ofSeconds(9));
    ask(stream);
    assertThat(answered).hasSize(1);
    assertThat(answered.get(0)).isCloseTo(9.25, within(1e-9));
  }
}
