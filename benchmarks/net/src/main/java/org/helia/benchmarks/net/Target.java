package org.helia.benchmarks.net;

import java.util.Locale;

/**
 * What a figure is to reach.
 *
 * @param more whether more is better
 */
record Target(double value, boolean more) {
  static Target atLeast(double value) {
    return new Target(value, true);
  }

  static Target below(double value) {
    return new Target(value, false);
  }

  String verdict(double reached) {
    boolean met = more ? reached >= value : reached < value;
    return String.format(
        Locale.ROOT, "%s %,.4g: %s", more ? "at least" : "below", value, met ? "met" : "MISSED");
  }
}
