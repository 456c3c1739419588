package org.helia.blocks.internal;

import java.time.Duration;
import org.helia.platform.PluginFamily;

/** A configuration that has been checked. */
record Settings(
    boolean verifyOnRead,
    Duration grace,
    Duration drain,
    Duration headStart,
    int readAheadBlocks,
    int fetchAheadBlocks) {

  /**
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  static Settings of(BlocksConfig config) {
    return new Settings(
        config.verifyOnRead(),
        millis("graceMillis", config.graceMillis()),
        millis("drainMillis", config.drainMillis()),
        millis("headStartMillis", config.headStartMillis()),
        blocks("readAheadBlocks", config.readAheadBlocks(), BlocksConfig.MAX_READ_AHEAD_BLOCKS),
        blocks("fetchAheadBlocks", config.fetchAheadBlocks(), BlocksConfig.MAX_FETCH_AHEAD_BLOCKS));
  }

  private static Duration millis(String option, long value) {
    return Duration.ofMillis(inRange(option, value, BlocksConfig.MAX_MILLIS));
  }

  private static int blocks(String option, int value, int max) {
    return (int) inRange(option, value, max);
  }

  private static long inRange(String option, long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(
          "%s of %s must be from 0 to %d, not %d".formatted(option, BlocksConfig.PID, max, value));
    }
    return value;
  }

  PluginFamily blockstores() {
    return new PluginFamily("blockstore", "helia-blockstore-flatfs", grace, drain);
  }

  PluginFamily admissions() {
    return new PluginFamily("block admission", "helia-gc", grace, drain);
  }

  PluginFamily listeners() {
    return new PluginFamily("block listener", "helia-broker-bitswap", grace, drain);
  }

  PluginFamily guards() {
    return new PluginFamily("block guard", "helia-pins", grace, drain);
  }

  PluginFamily brokers() {
    return new PluginFamily("block broker", "helia-broker-gateway", grace, drain);
  }
}
