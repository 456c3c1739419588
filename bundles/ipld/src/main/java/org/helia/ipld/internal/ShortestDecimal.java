package org.helia.ipld.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Writes a 64-bit float with the fewest digits that read back as the same, always with a point or
 * an exponent: as JavaScript writes numbers, with ".0" behind whole ones.
 *
 * <p>{@link Double#toString} is not this: before Java 19 it writes a digit too many for some
 * numbers, so that the bytes of a block would depend on the Java version.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-numeric-types-number-tostring">ECMAScript,
 *     Number::toString</a>
 */
final class ShortestDecimal {
  /** Decimals of so many digits that differ are different floats, if these are not subnormal. */
  private static final int UNIQUE_DIGITS = 15;

  private static final int MAX_PLAIN_EXPONENT = 21;
  private static final int MIN_PLAIN_EXPONENT = -6;

  private ShortestDecimal() {}

  static String of(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    String text = layout(digits, digits.length() - shortest.scale());
    return value < 0 ? "-" + text : text;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal known = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (known.precision() <= UNIQUE_DIGITS && value >= Double.MIN_NORMAL) {
      return known;
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal best = known;
    for (int precision = known.precision(); precision > 0; precision--) {
      BigDecimal shorter = nearest(exact, precision, value);
      if (shorter == null) {
        return best;
      }
      best = shorter;
    }
    return best;
  }

  /**
   * The decimal of so many digits that is nearest to a float and reads back as it. At powers of two
   * the nearest one may not, while the one on the other side does.
   */
  private static @Nullable BigDecimal nearest(BigDecimal exact, int precision, double value) {
    BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
    if (rounded.doubleValue() == value) {
      return rounded;
    }
    boolean wasUp = rounded.compareTo(exact) > 0;
    BigDecimal other =
        exact.round(new MathContext(precision, wasUp ? RoundingMode.DOWN : RoundingMode.UP));
    return other.doubleValue() == value ? other : null;
  }

  /**
   * @param point how many digits stand before the point, negative for zeros behind it
   */
  private static String layout(String digits, int point) {
    int count = digits.length();
    if (point > MAX_PLAIN_EXPONENT || point <= MIN_PLAIN_EXPONENT) {
      String fraction = count == 1 ? "" : "." + digits.substring(1);
      return digits.charAt(0) + fraction + (point > 0 ? "e+" : "e") + (point - 1);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    return count <= point
        ? digits + "0".repeat(point - count) + ".0"
        : digits.substring(0, point) + "." + digits.substring(point);
  }
}
