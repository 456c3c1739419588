package org.helia.net.internal.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.helia.api.net.Direction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the least valuable connections when there are too many. */
public final class Trimmer {
  private static final Logger LOG = LoggerFactory.getLogger(Trimmer.class);

  /**
   * Among peers that nobody values, whom this node has dialled counts more than who came, and who
   * was here first counts more than who came last: neither is what somebody can make himself who
   * opens many connections to push others out.
   */
  private static final Comparator<Worth> LEAST_FIRST =
      Comparator.comparingLong(Worth::value)
          .thenComparing(worth -> worth.connection().direction() == Direction.OUTBOUND)
          .thenComparing(worth -> worth.streams() > 0)
          .thenComparing(worth -> worth.connection().openedAt(), Comparator.reverseOrder());

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
    List<NetConnection> settled =
        open.stream().filter(each -> !each.openedAt().isAfter(newest)).toList();
    List<NetConnection> closing =
        settled.stream()
            .filter(each -> !values.isProtected(each.remotePeer()))
            .map(each -> new Worth(each, values.value(each.remotePeer()), each.streamCount()))
            .sorted(LEAST_FIRST)
            // Those that nobody may close yet must not push out those that were here before.
            .limit(settled.size() - Math.min(now.low(), settled.size()))
            .map(Worth::connection)
            .toList();
    LOG.debug("closes {} of {} connections", closing.size(), open.size());
    closing.forEach(NetConnection::close);
  }

  /** What a connection is ranked by, which must not change meanwhile. */
  private record Worth(NetConnection connection, long value, int streams) {}
}
