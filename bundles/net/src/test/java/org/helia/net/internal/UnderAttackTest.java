package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * How long an honest peer waits for its pings while others attack the same node. Prints it; what
 * has to hold is that each ping is answered and memory stays bounded, as the attackers run on the
 * same processors.
 */
@ExtendWith(NoLeaks.class)
@Timeout(900)
class UnderAttackTest {
  private static final int PINGS = Integer.getInteger("helia.abuse.pings", 300);
  private static final int CONNECTIONS = Integer.getInteger("helia.abuse.connections", 500);
  private static final int MEMORY_MEBIBYTES = 32;
  private static final long MEBIBYTE = 1_024 * 1_024;

  /** What an honest peer waits at most, on a machine that does other things, too. */
  private static final long PATIENCE_MILLIS = 5_000;

  private final HostilePeer.Gang gang = new HostilePeer.Gang();
  private final AtomicBoolean over = new AtomicBoolean();
  private RealNode node;
  private RealNode honest;

  @BeforeEach
  void open() throws Exception {
    node =
        RealNode.with(
            "/noise",
            config ->
                config
                    .with("handshakeMillis", 2_000L)
                    .with("negotiationMillis", 2_000L)
                    .with("memoryMebibytes", MEMORY_MEBIBYTES),
            Map.of());
    honest = new RealNode("/noise");
    honest.host().connect(peer(), DialOptions.DEFAULTS);
  }

  @AfterEach
  void close() throws Exception {
    gang.close();
    honest.close();
    node.close();
  }

  private PeerAddresses peer() {
    return new PeerAddresses(node.host().id(), node.host().listenAddresses());
  }

  /** What an attacker does until it is over. */
  private interface Attack {
    void run(Multiaddr target) throws Exception;
  }

  @Test
  void ping_underEachAttack_isAnswered() throws Exception {
    Map<String, Attack> attacks = new LinkedHashMap<>();
    attacks.put("connections that say nothing", this::silentConnections);
    attacks.put("streams opened and reset", this::rapidResets);
    attacks.put("streams that say nothing", this::silentStreams);
    attacks.put("perf that reads nothing", this::deafPerf);
    attacks.put("pings that read nothing", this::deafPings);
    honest.ping(node.host().id(), PINGS);
    System.out.println("calm: " + measure());
    for (Map.Entry<String, Attack> attack : attacks.entrySet()) {
      over.set(false);
      Thread attacker = new Thread(() -> attack(attack.getValue()), "attacker");
      attacker.start();
      try {
        Figures figures = measure();
        System.out.println(attack.getKey() + ": " + figures);
        assertThat(figures.p99Micros()).isLessThan(TimeUnit.MILLISECONDS.toMicros(PATIENCE_MILLIS));
      } finally {
        over.set(true);
        attacker.join();
      }
      assertThat(node.used("memory in bytes")).isLessThanOrEqualTo(MEMORY_MEBIBYTES * MEBIBYTE);
    }
    System.out.println("calm again: " + measure());
  }

  private void attack(Attack attack) {
    try {
      attack.run(node.host().listenAddresses().get(0));
    } catch (Exception e) {
      throw new IllegalStateException("the attack does not work", e);
    }
  }

  private record Figures(long medianMicros, long p99Micros, long maxMicros, long directMebibytes) {
    @Override
    public String toString() {
      return "ping p50 %,d us, p99 %,d us, max %,d us; pooled direct memory %d MiB"
          .formatted(medianMicros, p99Micros, maxMicros, directMebibytes);
    }
  }

  private Figures measure() {
    long[] micros = new long[PINGS];
    for (int i = 0; i < PINGS; i++) {
      long began = System.nanoTime();
      honest.ping(node.host().id(), 1);
      micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    Arrays.sort(micros);
    long direct = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() / MEBIBYTE;
    return new Figures(micros[PINGS / 2], micros[PINGS * 99 / 100], micros[PINGS - 1], direct);
  }

  private HostilePeer secured(Multiaddr target) throws Exception {
    return gang.secured(target, honest.secureChannel(), honest.newKey());
  }

  /** At most so many at once, as the system's descriptors are the attacker's, too. */
  private void silentConnections(Multiaddr target) throws Exception {
    List<HostilePeer> peers = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS || !over.get(); i++) {
      peers.add(gang.connect(target));
      if (peers.size() == 400) {
        peers.forEach(HostilePeer::close);
        peers.clear();
      }
    }
    peers.forEach(HostilePeer::close);
  }

  private void rapidResets(Multiaddr target) throws Exception {
    while (!over.get()) {
      rapidResetsUntilCutOff(target);
    }
  }

  private void rapidResetsUntilCutOff(Multiaddr target) throws Exception {
    try (HostilePeer peer = secured(target)) {
      for (long id = 1; !over.get() && peer.isOpen(); id += 2) {
        peer.sendAll(
            Bytes.data(Bytes.SYN, id, new byte[] {1}),
            Bytes.frame(Bytes.WINDOW_UPDATE, Bytes.RST, id, 0));
      }
    }
  }

  private void silentStreams(Multiaddr target) throws Exception {
    while (!over.get()) {
      silentStreamsUntilCutOff(target);
    }
  }

  private void silentStreamsUntilCutOff(Multiaddr target) throws Exception {
    try (HostilePeer peer = secured(target)) {
      for (long id = 1; !over.get() && peer.isOpen(); id += 2) {
        peer.sendAll(Bytes.data(Bytes.SYN, id, Bytes.message("/multistream/1.0.0")));
      }
    }
  }

  private void deafPerf(Multiaddr target) throws Exception {
    byte[] all = new byte[Long.BYTES];
    Arrays.fill(all, (byte) -1);
    List<HostilePeer> peers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      HostilePeer peer = secured(target).deaf();
      peers.add(peer);
      for (long id = 1; id < 1_200; id += 2) {
        byte[] asked = Bytes.join(Bytes.proposal(RealNode.PERF), all);
        peer.send(Bytes.data(Bytes.SYN | Bytes.FIN, id, asked));
      }
    }
    while (!over.get()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    peers.forEach(HostilePeer::close);
  }

  private void deafPings(Multiaddr target) throws Exception {
    byte[] head = Bytes.proposal(RealNode.PING);
    byte[] pings = Bytes.join(head, new byte[64 * 1_024 - head.length]);
    try (HostilePeer peer = secured(target).deaf()) {
      for (long id = 1; !over.get() && node.host().connections().size() > 1; id += 2) {
        peer.sendAll(Bytes.data(Bytes.SYN, id, pings));
      }
    }
  }
}
