package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.ResourceUsage;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.process.Victim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long an honest peer waits for its pings while others attack the same node from a process of
 * their own, which gets the processors that nobody else wants. Prints it; what has to hold is that
 * each ping is answered and memory stays bounded.
 */
@ParameterizedClass
@ValueSource(
    strings = {"/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/tcp/0/ws", "/ip4/127.0.0.1/udp/0/quic-v1"})
@Timeout(1_800)
class UnderAttackTest {
  private static final int PINGS = Integer.getInteger("helia.abuse.pings", 300);

  /** In the first one the compiler takes more of the processors than the attackers. */
  private static final int ROUNDS = Integer.getInteger("helia.abuse.rounds", 1);

  private static final int MEMORY_MEBIBYTES = 32;
  private static final long MEBIBYTE = 1_024 * 1_024;

  /** What an honest peer waits at most, on a machine that does other things, too. */
  private static final long PATIENCE_MILLIS = 5_000;

  @Parameter private String listen;
  private ResourceLeakDetector.Level leakDetection;
  private RealNode node;
  private RealNode honest;

  /** Without looking for leaks, which makes each packet cost many times as much. */
  @BeforeEach
  void open() throws Exception {
    leakDetection = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    node =
        RealNode.with(
            "/noise",
            config ->
                config
                    .with("listen", listen)
                    .with("handshakeMillis", 2_000L)
                    .with("negotiationMillis", 2_000L)
                    .with("memoryMebibytes", MEMORY_MEBIBYTES),
            Map.of());
    honest = new RealNode("/noise");
    honest
        .host()
        .connect(
            new PeerAddresses(node.host().id(), node.host().listenAddresses()),
            DialOptions.DEFAULTS);
  }

  /** The attackers were killed, so their connections would last until a timeout. */
  @AfterEach
  void close() throws Exception {
    node.host().connections().forEach(Connection::close);
    Until.holds(() -> node.used("inbound connections") == 0);
    honest.close();
    node.close();
    ResourceLeakDetector.setLevel(leakDetection);
  }

  @Test
  void ping_underEachAttack_isAnswered() throws Exception {
    honest.ping(node.host().id(), PINGS);
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf("%s: round %d%n", listen, round);
      say("calm", measure(), Map.of());
      for (Attack attack : Attack.values()) {
        underAttack(attack);
        say("calm again", measure(), Map.of());
      }
    }
  }

  private void underAttack(Attack attack) throws Exception {
    Map<String, Long> before = refused();
    String target = node.host().listenAddresses().get(0).toString();
    try (Victim attacker = Victim.startNicely(Attacker.class, target, attack.name())) {
      attacker.next();
      Figures figures = measure();
      Map<String, Long> refused = refused();
      refused.replaceAll((resource, count) -> count - before.getOrDefault(resource, 0L));
      refused.values().removeIf(count -> count == 0);
      List<String> said = attacker.killAfter(1);
      say(attack + ", " + (said.isEmpty() ? "1" : said.get(said.size() - 1)), figures, refused);
      assertThat(figures.p99Micros()).isLessThan(TimeUnit.MILLISECONDS.toMicros(PATIENCE_MILLIS));
      assertThat(figures.memory()).isLessThanOrEqualTo(MEMORY_MEBIBYTES * MEBIBYTE);
    }
  }

  private void say(String what, Figures figures, Map<String, Long> refused) {
    System.out.printf("%s: %s: %s; refused %s%n", listen, what, figures, refused);
  }

  private Map<String, Long> refused() {
    Map<String, Long> refused = new TreeMap<>();
    for (ResourceUsage usage : node.host().resources()) {
      refused.merge(usage.resource(), usage.refused(), Long::sum);
    }
    return refused;
  }

  private record Figures(
      long medianMicros,
      long p99Micros,
      long maxMicros,
      long memory,
      long directMebibytes,
      long residentMebibytes) {
    @Override
    public String toString() {
      return "ping p50 %,d us, p99 %,d us, max %,d us; %d KiB counted, %d MiB direct, %d resident"
          .formatted(
              medianMicros,
              p99Micros,
              maxMicros,
              memory / 1_024,
              directMebibytes,
              residentMebibytes);
    }
  }

  private Figures measure() throws IOException {
    long[] micros = new long[PINGS];
    long memory = 0;
    for (int i = 0; i < PINGS; i++) {
      long began = System.nanoTime();
      honest.ping(node.host().id(), 1);
      micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
      memory = Math.max(memory, node.used("memory in bytes"));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    Arrays.sort(micros);
    return new Figures(
        micros[PINGS / 2],
        micros[PINGS * 99 / 100],
        micros[PINGS - 1],
        memory,
        PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() / MEBIBYTE,
        residentMebibytes());
  }

  private static long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
        .findFirst()
        .orElse(0);
  }
}
