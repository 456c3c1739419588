package org.helia.shell.internal.output;

import java.util.Locale;

/** Numbers of bytes for people. */
public final class Sizes {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final double STEP = 1000;
  private static final double SHORT = 10;

  private Sizes() {}

  /**
   * As Kubo shows sizes: powers of 1000, one digit after the point while there is but one before,
   * as in "1.2 MB" and "83 MB".
   */
  public static String human(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    String format = unit > 0 && value < SHORT ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }
}
