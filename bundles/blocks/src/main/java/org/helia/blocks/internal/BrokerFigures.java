package org.helia.blocks.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockTooLargeException;
import org.helia.api.block.BrokerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a broker has done since it came, for all readers together. */
final class BrokerFigures {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerFigures.class);

  private final String name;
  private final BrokerMetrics.Series series;
  private final LongAdder wants = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder deliveredBytes = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final AtomicLong lies = new AtomicLong();
  private final Average latency = new Average();

  /**
   * @param series counts on when the broker is replaced
   */
  BrokerFigures(String name, BrokerMetrics.Series series) {
    this.name = name;
    this.series = series;
  }

  String name() {
    return name;
  }

  void wanted() {
    wants.increment();
    series.wants().add(1);
  }

  void delivered(int bytes, long nanos) {
    delivered.increment();
    deliveredBytes.add(bytes);
    series.fetched().add(1);
    series.fetchedBytes().add(bytes);
    latency.add(nanos);
  }

  void failed(Throwable error) {
    late();
    if (error instanceof BlockMismatchException || error instanceof BlockTooLargeException) {
      lied();
    }
  }

  /** Logs ever more rarely, so that a liar does not fill the log. */
  private void lied() {
    long times = lies.incrementAndGet();
    if (Long.bitCount(times) == 1) {
      LOG.warn(
          "broker {} delivered wrong blocks {} times so far; they were discarded", name, times);
    }
  }

  void late() {
    failures.increment();
    series.failures().add(1);
  }

  long deliveries() {
    return delivered.sum();
  }

  long lies() {
    return lies.get();
  }

  BrokerInfo info(int ranking, String bundle) {
    return new BrokerInfo(
        name,
        ranking,
        bundle,
        wants.sum(),
        delivered.sum(),
        deliveredBytes.sum(),
        failures.sum(),
        lies.get(),
        Duration.ofNanos(latency.nanos()));
  }
}
