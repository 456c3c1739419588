package org.helia.net.internal.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the least valuable connections when there are too many. */
public final class Trimmer {
  private static final Logger LOG = LoggerFactory.getLogger(Trimmer.class);

  private static final Comparator<Worth> LEAST_FIRST =
      Comparator.comparingLong(Worth::value)
          .thenComparingInt(Worth::streams)
          .thenComparing(worth -> worth.connection().openedAt());

  private final ConnectionPool pool;
  private final PeerValues values;
  private final Supplier<Marks> marks;
  private final InstantSource clock;

  /**
   * How many connections are kept.
   *
   * @param low down to how many are closed
   * @param high more than this are too many
   * @param grace how long a new one is left alone
   */
  public record Marks(int low, int high, Duration grace) {}

  /** A trimmer of the pool. */
  public Trimmer(
      ConnectionPool pool, PeerValues values, Supplier<Marks> marks, InstantSource clock) {
    this.pool = pool;
    this.values = values;
    this.marks = marks;
    this.clock = clock;
  }

  /** Looks whether there are too many, and closes those that may be; called once in a while. */
  public void trim() {
    Marks now = marks.get();
    List<NetConnection> open = pool.open();
    if (open.size() <= now.high()) {
      return;
    }
    Instant newest = clock.instant().minus(now.grace());
    List<NetConnection> closing =
        open.stream()
            .filter(each -> !each.openedAt().isAfter(newest))
            .filter(each -> !values.isProtected(each.remotePeer()))
            .map(each -> new Worth(each, values.value(each.remotePeer()), each.streamCount()))
            .sorted(LEAST_FIRST)
            .limit(open.size() - Math.min(now.low(), open.size()))
            .map(Worth::connection)
            .toList();
    LOG.debug("closes {} of {} connections", closing.size(), open.size());
    closing.forEach(NetConnection::close);
  }

  /** What a connection is ranked by, which must not change meanwhile. */
  private record Worth(NetConnection connection, long value, int streams) {}
}
