package org.helia.net.internal;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.helia.api.net.DialOptions;
import org.helia.api.net.Host;
import org.helia.api.net.PeerAddresses;
import org.helia.testkit.concurrent.Until;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many connections and streams, one after the other, of which nothing is left. */
@ExtendWith(NoLeaks.class)
@Timeout(3_600)
class LeakTest {
  private static final int CONNECTS = Integer.getInteger("helia.abuse.connects", 100);
  private static final int STREAMS = Integer.getInteger("helia.abuse.streams", 1_000);

  /** After so many everything has been made that is made once. */
  private static final int WARM_UP = 20;

  /** What comes and goes by itself: a timer's task, an answer that is under way. */
  private static final int SLACK = 16;

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @ParameterizedTest
  @CsvSource({
    "/noise, /ip4/127.0.0.1/tcp/0",
    "/tls/1.0.0, /ip4/127.0.0.1/tcp/0",
    "/noise, /ip4/127.0.0.1/tcp/0/ws",
    "/noise, /ip4/127.0.0.1/udp/0/quic-v1"
  })
  void connectsAndStreams_many_leaveNothing(String security, String address) throws Exception {
    List<String> threads = threads();
    long pinned = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
    try (RealNode server = new RealNode(security, true, address);
        RealNode client = new RealNode(security, true, address)) {
      connect(client, server, WARM_UP);
      streams(client, server, WARM_UP);
      long descriptors = descriptors();
      Map<String, Long> ofServer = Entries.of(server);
      Map<String, Long> ofClient = Entries.of(client);

      connect(client, server, CONNECTS);
      streams(client, server, STREAMS);
      Until.holds(() -> grown(ofServer, server).isEmpty() && grown(ofClient, client).isEmpty());
      Until.holds(() -> descriptors() <= descriptors + SLACK);
      nothingIsUsed(server.host());
      nothingIsUsed(client.host());
    }
    Until.holds(() -> threads.containsAll(threads()));
    Until.holds(() -> PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() <= pinned);
    System.out.printf(
        "%s on %s: %,d connects and %,d streams left nothing%n",
        security, address, CONNECTS, STREAMS);
  }

  /** The maps and collections that have become larger. */
  private static Map<String, Long> grown(Map<String, Long> before, RealNode node) {
    try {
      Map<String, Long> now = Entries.of(node);
      now.entrySet()
          .removeIf(each -> each.getValue() <= before.getOrDefault(each.getKey(), 0L) + SLACK);
      return now;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static void connect(RealNode client, RealNode server, int times) throws Exception {
    PeerAddresses peer = new PeerAddresses(server.host().id(), server.host().listenAddresses());
    for (int i = 0; i < times; i++) {
      client.host().connect(peer, DialOptions.DEFAULTS);
      client.ping(peer.peer(), 1);
      client.host().disconnect(peer.peer());
    }
    ended(client, server);
  }

  private static void streams(RealNode client, RealNode server, int times) throws Exception {
    PeerAddresses peer = new PeerAddresses(server.host().id(), server.host().listenAddresses());
    client.host().connect(peer, DialOptions.DEFAULTS);
    for (int i = 0; i < times; i++) {
      client.ping(peer.peer(), 1);
    }
    client.host().disconnect(peer.peer());
    ended(client, server);
  }

  private static void ended(RealNode client, RealNode server) throws InterruptedException {
    Until.holds(() -> server.host().connections().isEmpty());
    Until.holds(() -> client.host().connections().isEmpty());
  }

  /** Of each limit nothing is in use, and of peers, connections and protocols none is known. */
  private static void nothingIsUsed(Host host) throws InterruptedException {
    Until.holds(
        () ->
            host.resources().stream()
                .allMatch(usage -> usage.used() == 0 && usage.scope().equals("system")));
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("helia-"))
        .toList();
  }

  private static long descriptors() {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
