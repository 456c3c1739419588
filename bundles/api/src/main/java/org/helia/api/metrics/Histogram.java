package org.helia.api.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Measures how large or long things are, by the values of labels. Any number of threads may call at
 * once; none waits.
 */
public final class Histogram implements MetricSource {
  /** Bounds for what takes from a tenth of a millisecond to a minute, in seconds. */
  public static final List<Double> SECONDS =
      List.of(
          0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
          2.5, 5.0, 10.0, 30.0, 60.0);

  private final Metric metric;
  private final double[] bounds;
  private final SeriesTable<Series> table;

  /**
   * A histogram of up to {@value Counter#MAX_SERIES} series; further ones are measured together as
   * "other".
   *
   * @param bounds the upper bounds of the classes, rising
   */
  public Histogram(Metric metric, List<Double> bounds) {
    this.metric = metric;
    this.bounds = bounds.stream().mapToDouble(Double::doubleValue).toArray();
    for (int i = 1; i < this.bounds.length; i++) {
      if (this.bounds[i] <= this.bounds[i - 1]) {
        throw new IllegalArgumentException("bounds rise, not as in " + bounds);
      }
    }
    this.table = new SeriesTable<>(metric, Counter.MAX_SERIES, Series::new);
  }

  /** A histogram of times, in seconds. */
  public static Histogram ofSeconds(Metric metric) {
    return new Histogram(metric, SECONDS);
  }

  /**
   * The measurements for these values of the labels; may be kept, which saves looking it up.
   *
   * @throws IllegalArgumentException when there are more or fewer values than labels
   */
  public Series series(String... labels) {
    return table.get(labels);
  }

  @Override
  public void collect(MetricSink sink) {
    table.forEach((labels, series) -> sink.histogram(metric, labels, series.distribution()));
  }

  /** One series of measurements. */
  public final class Series {
    private final List<LongAdder> classes =
        Stream.generate(LongAdder::new).limit(bounds.length + 1L).toList();
    private final DoubleAdder sum = new DoubleAdder();

    private Series() {}

    /** Adds a measurement. */
    public void add(double value) {
      int found = Arrays.binarySearch(bounds, value);
      classes.get(found < 0 ? -found - 1 : found).increment();
      sum.add(value);
    }

    /** Adds a time, in seconds. */
    public void add(Duration time) {
      add(time.toNanos() / 1e9);
    }

    /** The measurements so far. */
    public Distribution distribution() {
      return new Distribution(
          Arrays.stream(bounds).boxed().toList(),
          classes.stream().map(LongAdder::sum).toList(),
          sum.sum());
    }
  }
}
