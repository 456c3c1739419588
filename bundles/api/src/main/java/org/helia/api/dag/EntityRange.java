package org.helia.api.dag;

import java.util.OptionalLong;
import org.helia.api.unixfs.ByteRange;

/**
 * A range of bytes in a file whose size need not be known. Negative positions count from the end,
 * -1 is the last byte.
 *
 * @param from the first byte
 * @param to the last byte, included; empty for the end of the file
 * @see <a
 *     href="https://specs.ipfs.tech/http-gateways/trustless-gateway/#entity-bytes-request-query-parameter">Trustless
 *     gateway, entity-bytes</a>
 */
public record EntityRange(long from, OptionalLong to) {
  /** The whole file. */
  public static final EntityRange ALL = new EntityRange(0, OptionalLong.empty());

  /**
   * Reads {@code from:to}, where {@code to} may be {@code *} for the end.
   *
   * @throws IllegalArgumentException when the text is not of that form, or the range ends before it
   *     begins
   */
  public static EntityRange parse(String text) {
    int colon = text.indexOf(':');
    try {
      String last = text.substring(colon + 1);
      return new EntityRange(
          Long.parseLong(text.substring(0, Math.max(0, colon))),
          last.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(last)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a range of bytes is FROM:TO with whole numbers, or FROM:*, not \"" + text + "\"", e);
    }
  }

  /**
   * @throws IllegalArgumentException when the range ends before it begins, whatever the size
   */
  public EntityRange {
    boolean sameSign = to.isPresent() && (from < 0) == (to.getAsLong() < 0);
    if (sameSign && to.getAsLong() < from) {
      throw new IllegalArgumentException(
          "a range of bytes must not end, at %d, before it begins, at %d"
              .formatted(to.getAsLong(), from));
    }
  }

  /** The part of a file of some size; of length 0 when the range lies outside. */
  public ByteRange within(long size) {
    long first = from < 0 ? Math.max(0, size + from) : from;
    long last = to.orElse(size - 1);
    last = last < 0 ? size + last : Math.min(last, size - 1);
    return first > last
        ? new ByteRange(Math.min(first, size), 0)
        : new ByteRange(first, last - first + 1);
  }
}
