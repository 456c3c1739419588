package org.helia.itests;

import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.karaf.features.FeaturesService;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.Stream;
import org.helia.api.net.Traffic;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Transports, secure channels and protocols come and go in a running node. What is connected by
 * others never notices, and streams of a protocol that goes may end.
 */
public class NetSwapIT extends HeliaContainer {

  private static final String ROUNDS_PROPERTY = "helia.swap.rounds";

  /** Of each; a hundred with {@code -Dhelia.swap.rounds=100}. */
  private static final int ROUNDS = Integer.getInteger(ROUNDS_PROPERTY, 10);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> SWAPPED = List.of("net-quic", "net-ws", "net-tls");
  private static final String PING = "/ipfs/ping/1.0.0";
  private static final String PERF = "/perf/1.0.0";
  private static final EnumSet<FeaturesService.Option> QUIETLY =
      EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);

  private Host host;
  private SecondHost second;

  @Override
  protected Option[] moreOptions() {
    return options(systemProperty(ROUNDS_PROPERTY).value(Integer.toString(ROUNDS)));
  }

  @Before
  public void connect() throws Exception {
    features.installFeatures(Set.of("helia-node"), QUIETLY);
    host = service(Host.class);
    Eventually.holds(
        () -> "the node listens on TCP", PATIENCE, () -> listened("/ip4/127.0.0.1/tcp/4001"));
    second = SecondHost.open(context, bundle("net"));
    Connection connection =
        second
            .host()
            .connect(
                new PeerAddresses(host.id(), List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/4001"))),
                DialOptions.DEFAULTS);
    assertThat(connection.security(), is("/noise"));
  }

  @After
  public void close() throws Exception {
    second.close();
  }

  private boolean listened(String address) {
    return host.listenAddresses().contains(Multiaddr.parse(address));
  }

  @Test
  public void swap_othersUnderLoad_openConnectionsNeverNotice() throws Exception {
    Connection connection = second.host().connections().get(0);
    AtomicLong bytes = new AtomicLong();
    Load load =
        new Load().add(2, "pings", () -> ping(connection)).add(1, "perf", () -> perf(bytes));
    try (load) {
      for (int round = 0; round < ROUNDS; round++) {
        for (String name : SWAPPED) {
          Bundle old = bundle(name);
          old.stop();
          old.uninstall();
          load.awaitEach();
          install(name).start();
          load.awaitEach();
        }
      }
    }
    assertThat(load.failures(), is(List.of()));
    assertThat(connection.isOpen(), is(true));
    Eventually.holds(
        () -> "all is listened on again, not " + host.status(),
        PATIENCE,
        () -> host.status().problems().isEmpty() && host.listenAddresses().size() == 3);
    System.out.printf(
        "%d rounds of %s: %,d pings, %,d streams of perf, %,d bytes, longest %,d ms, no failure%n",
        ROUNDS,
        SWAPPED,
        load.served("pings"),
        load.served("perf"),
        bytes.get(),
        load.longestMillis());
  }

  /** Its bundle waits for the streams that are open; new ones are refused at once. */
  @Test
  public void remove_protocolUnderLoad_drains() throws Exception {
    Bundle perf = bundle("net-perf");
    for (int round = 0; round < ROUNDS; round++) {
      long before = heard();
      Stream open = second.host().connections().get(0).open(PERF);
      open.write(ByteBuffer.allocate(Long.BYTES).putLong(0, 1_000_000));
      Eventually.holds(() -> "perf has begun", PATIENCE, () -> heard() == before + Long.BYTES);
      Thread removing = new Thread(() -> stop(perf), "removing");
      removing.start();
      Eventually.holds(
          () -> "perf is not spoken any more", PATIENCE, () -> !host.protocols().contains(PERF));
      open.closeWrite();
      assertThat(readAll(open), is(1_000_000L));
      open.close();
      removing.join();
      assertThat(host.protocols(), not(hasItem(PERF)));
      perf.start();
      Eventually.holds(
          () -> "perf is spoken again", PATIENCE, () -> host.protocols().contains(PERF));
    }
  }

  /** How much the protocol has read, which shows that a stream is in its hands. */
  private long heard() {
    Traffic traffic = host.trafficByProtocol().get(PERF);
    return traffic == null ? 0 : traffic.bytesIn();
  }

  private static void stop(Bundle bundle) {
    try {
      bundle.stop();
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ping(Connection connection) {
    try (Stream stream = connection.open(PING)) {
      byte[] ping = new byte[32];
      Arrays.fill(ping, (byte) 7);
      stream.write(ByteBuffer.wrap(ping));
      ByteBuffer pong = ByteBuffer.allocate(ping.length);
      while (pong.hasRemaining() && stream.read(pong) >= 0) {
        continue;
      }
      assertThat(pong.array(), is(ping));
    }
  }

  private void perf(AtomicLong bytes) {
    try (Stream stream = second.host().connections().get(0).open(PERF)) {
      stream.write(ByteBuffer.allocate(Long.BYTES).putLong(0, 1_000_000));
      stream.closeWrite();
      long read = readAll(stream);
      assertThat(read, is(1_000_000L));
      bytes.addAndGet(read);
    }
  }

  private static long readAll(Stream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    long all = 0;
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer.clear())) {
      all += read;
    }
    return all;
  }
}
