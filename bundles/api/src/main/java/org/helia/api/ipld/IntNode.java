package org.helia.api.ipld;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A whole number of any size. Those that fit into a {@code long} take no {@link BigInteger}. */
public final class IntNode implements Node {
  private static final int CACHE_FROM = -128;
  private static final IntNode[] CACHE = new IntNode[256 - CACHE_FROM];

  static {
    for (int i = 0; i < CACHE.length; i++) {
      CACHE[i] = new IntNode(i + CACHE_FROM, null);
    }
  }

  private final long small;

  /** Only when the number does not fit into a long. */
  private final @Nullable BigInteger big;

  private IntNode(long small, @Nullable BigInteger big) {
    this.small = small;
    this.big = big;
  }

  /** A number. */
  public static IntNode of(long value) {
    return value >= CACHE_FROM && value < CACHE_FROM + CACHE.length
        ? CACHE[(int) value - CACHE_FROM]
        : new IntNode(value, null);
  }

  /** A number. */
  public static IntNode of(BigInteger value) {
    return value.bitLength() < Long.SIZE ? of(value.longValue()) : new IntNode(0, value);
  }

  /** Whether the number fits into a {@code long}. */
  public boolean isLong() {
    return big == null;
  }

  /**
   * The number.
   *
   * @throws ArithmeticException when it does not fit into a {@code long}
   */
  public long longValue() {
    return big == null ? small : big.longValueExact();
  }

  /** The number. */
  public BigInteger bigValue() {
    return big == null ? BigInteger.valueOf(small) : big;
  }

  @Override
  public Kind kind() {
    return Kind.INT;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntNode that
        && small == that.small
        && (big == null ? that.big == null : big.equals(that.big));
  }

  @Override
  public int hashCode() {
    return big == null ? Long.hashCode(small) : big.hashCode();
  }

  @Override
  public String toString() {
    return "IntNode[" + bigValue() + "]";
  }
}
