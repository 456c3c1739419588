package org.helia.api.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Counts, by the values of labels. Any number of threads may call at once; none waits. */
public final class Counter implements MetricSource {
  /** How many series there are unless told otherwise. */
  public static final int MAX_SERIES = 100;

  private final Metric metric;
  private final SeriesTable<Series> table;

  /**
   * A counter of up to {@value #MAX_SERIES} series; further ones are counted together as "other".
   */
  public Counter(Metric metric) {
    this(metric, MAX_SERIES);
  }

  /**
   * As {@link #Counter(Metric)}.
   *
   * @param maxSeries how many series, besides the one for all others
   */
  public Counter(Metric metric, int maxSeries) {
    this.metric = metric;
    this.table = new SeriesTable<>(metric, maxSeries, Series::new);
  }

  /**
   * The count for these values of the labels; may be kept, which saves looking it up.
   *
   * @throws IllegalArgumentException when there are more or fewer values than labels
   */
  public Series series(String... labels) {
    return table.get(labels);
  }

  @Override
  public void collect(MetricSink sink) {
    table.forEach((labels, series) -> sink.counter(metric, labels, series.count.sum()));
  }

  /** One count. */
  public static final class Series {
    private final LongAdder count = new LongAdder();

    private Series() {}

    /**
     * Counts on.
     *
     * @param more not negative
     */
    public void add(long more) {
      count.add(more);
    }

    /** How far it has counted. */
    public long sum() {
      return count.sum();
    }
  }
}
