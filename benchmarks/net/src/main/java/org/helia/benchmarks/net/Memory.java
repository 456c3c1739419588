package org.helia.benchmarks.net;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What this process holds. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int COLLECTIONS = 3;
  private static final double KIBIBYTE_IN_MB = 1_024 / 1e6;

  private Memory() {}

  /** After a collection, in MB: the heap in use, Netty's pools, and all that is resident. */
  static Map<String, Double> now() throws IOException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    double pools = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() / 1e6;
    return Map.of("heap", heap, "pools", pools, "resident", resident());
  }

  /** 0 where the system does not say it as Linux does. */
  private static double resident() throws IOException {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) * KIBIBYTE_IN_MB)
        .sum();
  }
}
