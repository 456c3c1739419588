package org.helia.shell.internal;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.helia.api.HeliaException;
import org.helia.platform.Workers;
import org.helia.shell.internal.grammar.UsageException;

/** Interrupts the thread that runs a command when its time is over. */
final class TimeLimit {
  /** The units of Go's durations, in nanoseconds. */
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private static final String PART = "([0-9]{1,15}(?:\\.[0-9]{1,9})?)(ns|us|\u00b5s|ms|s|m|h)";
  private static final Pattern PARTS = Pattern.compile(PART);
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART + "){1,7}");
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Thread thread = Thread.currentThread();
  private boolean ended;
  private boolean over;

  private TimeLimit() {}

  /** What a command does. */
  @FunctionalInterface
  interface Body {
    /**
     * Does it.
     *
     * @throws IOException when input, output or a local file fails
     */
    void run() throws IOException;
  }

  /**
   * Reads a duration as Kubo does: numbers with units, as in 1h2m or 1.5s.
   *
   * @throws UsageException when the text is none, or the duration not above zero and within a year
   */
  static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new UsageException(
          "option \"--timeout\" is a duration as 500ms, 10s or 1m30s, not \"" + text + "\"");
    }
    BigDecimal nanos = BigDecimal.ZERO;
    for (Matcher part = PARTS.matcher(text); part.find(); ) {
      BigDecimal unit = BigDecimal.valueOf(UNITS.getOrDefault(part.group(2), 0L));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    if (nanos.longValue() == 0 || nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      throw new UsageException(
          "option \"--timeout\" is above zero and at most %dh, not \"%s\""
              .formatted(LONGEST.toHours(), text));
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /**
   * Runs a command.
   *
   * @throws HeliaException when it takes longer than it may
   */
  static void run(Duration limit, Body command) throws IOException {
    TimeLimit timeLimit = new TimeLimit();
    ScheduledExecutorService timer = Workers.timer("helia-shell-timeout");
    timer.schedule(timeLimit::interrupt, limit.toNanos(), TimeUnit.NANOSECONDS);
    try {
      command.run();
      timeLimit.end();
    } catch (HeliaException | IOException e) {
      if (timeLimit.end()) {
        throw new HeliaException("given up after the --timeout of " + seconds(limit), e);
      }
      throw e;
    } finally {
      timeLimit.end();
      timer.shutdownNow();
    }
  }

  private static String seconds(Duration limit) {
    return BigDecimal.valueOf(limit.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
  }

  private synchronized void interrupt() {
    if (!ended) {
      over = true;
      thread.interrupt();
    }
  }

  /**
   * Lets the thread alone from now on.
   *
   * @return whether it was interrupted before
   */
  private synchronized boolean end() {
    if (over && !ended) {
      Thread.interrupted();
    }
    ended = true;
    return over;
  }
}
