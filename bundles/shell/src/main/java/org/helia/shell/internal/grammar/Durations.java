package org.helia.shell.internal.grammar;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Kubo's options have them.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">their form</a>
 */
public final class Durations {
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

  private Durations() {}

  /**
   * Reads numbers with units, as in 1h2m or 1.5s.
   *
   * @param option whose value the text is, as in "--timeout"
   * @throws UsageException when the text is none, or the duration not above zero and within a year
   */
  public static Duration parse(String option, String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new UsageException(
          "option \"%s\" is a duration as 500ms, 10s or 1m30s, not \"%s\"".formatted(option, text));
    }
    BigDecimal nanos = BigDecimal.ZERO;
    for (Matcher part = PARTS.matcher(text); part.find(); ) {
      BigDecimal unit = BigDecimal.valueOf(UNITS.getOrDefault(part.group(2), 0L));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    if (nanos.longValue() == 0 || nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
      throw new UsageException(
          "option \"%s\" is above zero and at most %dh, not \"%s\""
              .formatted(option, LONGEST.toHours(), text));
    }
    return Duration.ofNanos(nanos.longValue());
  }
}
