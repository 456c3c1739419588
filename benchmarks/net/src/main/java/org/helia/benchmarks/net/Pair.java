package org.helia.benchmarks.net;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.helia.testkit.peer.RemotePeer;

/** Two peers of one implementation, of which the first dials the second. */
final class Pair implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final RemotePeer first;
  private final RemotePeer second;
  private final String address;
  private Duration firstBefore = Duration.ZERO;
  private Duration secondBefore = Duration.ZERO;

  /**
   * Starts both.
   *
   * @param property which program, as {@link RemotePeer#start} has it
   * @param ending of the address that is dialled, as {@link RemotePeer#at} has it
   */
  Pair(String property, String ending, String... arguments) {
    first = RemotePeer.start(property, arguments);
    try {
      second = RemotePeer.start(property, arguments);
      address = second.at(ending).addresses().get(0) + "/p2p/" + second.id();
    } catch (AssertionError | RuntimeException e) {
      first.close();
      throw e;
    }
  }

  RemotePeer first() {
    return first;
  }

  RemotePeer second() {
    return second;
  }

  /** What the first is told to dial. */
  Map<String, Object> address() {
    return Map.of("address", address);
  }

  /** What a command about the second needs, and one thing more. */
  Map<String, Object> about(String name, Object value) {
    return Map.of("peer", second.id().toString(), name, value);
  }

  /** Connects. */
  void dial() {
    first.call("dial", address());
  }

  /** Disconnects. */
  void hangUp() {
    first.call("hangup", second.id());
  }

  /** Begins to measure processor time. */
  void begin() {
    firstBefore = first.processorTime();
    secondBefore = second.processorTime();
  }

  /** The processor time of each since {@link #begin}, for each of so many units. */
  String processors(double units, String unit) {
    double one = first.processorTime().minus(firstBefore).toNanos() / NANOS / units;
    double two = second.processorTime().minus(secondBefore).toNanos() / NANOS / units;
    return String.format(Locale.ROOT, "%.3g + %.3g %s", one, two, unit);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
