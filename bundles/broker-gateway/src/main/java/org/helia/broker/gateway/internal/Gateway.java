package org.helia.broker.gateway.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.helia.api.metrics.Counter;

/**
 * One gateway, and what is known of it: moving averages of how long it takes and how often it has
 * what it is asked for. Failures in a row keep it away for ever longer.
 */
final class Gateway {
  /** How much a new figure counts. */
  private static final double WEIGHT = 0.2;

  /** What is assumed of a gateway that has not answered yet. */
  private static final double FIRST_LATENCY_MILLIS = 200;

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 300_000;
  private static final long PAUSE_OF_LIAR_MILLIS = 600_000;

  /** A gateway whose share of hits is lower is not thought to be any slower. */
  private static final double LEAST_SHARE = 0.05;

  private final GatewayUrl url;
  private final LongSupplier nanoTime;
  private final Counter answers;
  private final Turnstile turnstile = new Turnstile();
  private double latencyMillis = FIRST_LATENCY_MILLIS;
  private double share = 1;
  private int failuresInARow;
  private boolean paused;
  private long pausedUntil;
  private boolean answered;

  /**
   * @param answers counted by gateway and result
   */
  Gateway(GatewayUrl url, LongSupplier nanoTime, Counter answers) {
    this.url = url;
    this.nanoTime = nanoTime;
    this.answers = answers;
  }

  GatewayUrl url() {
    return url;
  }

  Turnstile turnstile() {
    return turnstile;
  }

  /** It has sent a block. */
  synchronized void delivered(Duration took) {
    double millis = took.toNanos() / 1e6;
    latencyMillis = answered ? average(latencyMillis, millis) : millis;
    answered = true;
    count("block");
    answered(1);
  }

  /** It has sent a whole DAG. */
  synchronized void streamed() {
    count("car");
    answered(1);
  }

  private void count(String result) {
    answers.series(url.toString(), result).add(1);
  }

  private void answered(double hit) {
    share = average(share, hit);
    failuresInARow = 0;
    paused = false;
  }

  private static double average(double before, double now) {
    return before + WEIGHT * (now - before);
  }

  /** It has not. */
  synchronized void failed(GatewayException why) {
    count(why.kind().name().toLowerCase(Locale.ROOT));
    switch (why.kind()) {
      case MISSING -> answered(0);
      case BUSY -> pause(Math.max(FIRST_PAUSE_MILLIS, why.pause().toMillis()));
      case LIED -> pause(PAUSE_OF_LIAR_MILLIS);
      case FAILED -> {
        failuresInARow++;
        pause(FIRST_PAUSE_MILLIS << Math.min(failuresInARow, 16));
      }
    }
  }

  private void pause(long millis) {
    long atMost = Math.min(millis, Math.max(LONGEST_PAUSE_MILLIS, PAUSE_OF_LIAR_MILLIS));
    long until = nanoTime.getAsLong() + Duration.ofMillis(atMost).toNanos();
    pausedUntil = paused && pausedUntil - until > 0 ? pausedUntil : until;
    paused = true;
  }

  /** Whether it is better left alone for now. */
  synchronized boolean isPaused() {
    return paused && pausedUntil - nanoTime.getAsLong() > 0;
  }

  /** How long a block is expected to take from here, the others that wait here included. */
  synchronized double cost() {
    return latencyMillis * (1 + turnstile.load()) / Math.max(share, LEAST_SHARE);
  }

  /** How long to wait for it before another one is asked as well. */
  synchronized Duration patience(Duration least, Duration most) {
    Duration usual = Duration.ofMillis((long) (3 * latencyMillis));
    Duration longer = usual.compareTo(least) < 0 ? least : usual;
    return longer.compareTo(most) > 0 || !answered ? most : longer;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
