package org.helia.blocks.internal;

import org.helia.api.metrics.Counter;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;

/** Counts the looks into the blockstores. */
final class ReadMetrics implements MetricSource {
  private final Counter reads =
      new Counter(
          new Metric(
              "helia_blocks_reads",
              "Blocks that readers looked for in the blockstores, by whether one had them.",
              "result"));
  private final Counter bytes =
      new Counter(new Metric("helia_blocks_read_bytes", "Bytes of blocks that a store had."));
  private final Counter.Series hits = reads.series("hit");
  private final Counter.Series misses = reads.series("miss");
  private final Counter.Series hitBytes = bytes.series();

  /** A store has it. */
  void hit(int size) {
    hits.add(1);
    hitBytes.add(size);
  }

  /** No store has it. */
  void miss() {
    misses.add(1);
  }

  @Override
  public void collect(MetricSink sink) {
    reads.collect(sink);
    bytes.collect(sink);
  }
}
