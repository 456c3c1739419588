package org.helia.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.net.Stream;
import org.helia.testkit.time.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a host, a connection and a stream cost that do nothing. */
@Timeout(300)
class IdleCostTest {
  private static final int HOSTS = 2_000;
  private static final int DIALS = 10;
  private static final long MOST_BYTES = 100L * 1024 * 1024;

  private static long heldBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void idle_thousandsOfHostsWithStreams_fitIntoMemoryAndNeedNoThreads() {
    try (VirtualTime time = new VirtualTime();
        MemoryNetwork network = new MemoryNetwork(time, 1)) {
      long before = heldBytes();
      int threads = Thread.activeCount();
      for (int i = 1; i <= HOSTS; i++) {
        network.host(i).speak("/idle/1", stream -> stream.whenReadable(stream::close));
      }
      List<Stream> streams = new ArrayList<>();
      for (int i = 0; i < HOSTS; i++) {
        for (int dial = 1; dial <= DIALS; dial++) {
          streams.add(network.connect(i + 1, (i + dial * 97) % HOSTS + 1).open("/idle/1"));
        }
      }
      time.sleep(Duration.ofMinutes(1));
      assertThat(network.host(1).connections()).hasSize(2 * DIALS);
      assertThat(heldBytes() - before).isLessThan(MOST_BYTES);
      assertThat(Thread.activeCount()).isLessThan(threads + 10);
      streams.forEach(Stream::close);
      time.sleep(Duration.ofMinutes(1));
      assertThat(network.host(1).connections())
          .allSatisfy(connection -> assertThat(connection.streams()).isEmpty());
    }
  }
}
