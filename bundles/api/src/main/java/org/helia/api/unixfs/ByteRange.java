package org.helia.api.unixfs;

/**
 * A part of a file. What lies beyond the end of the file is not an error: there is just less to
 * read.
 *
 * @param offset the first byte, from 0
 * @param length how many bytes at most; {@link Long#MAX_VALUE} for all
 */
public record ByteRange(long offset, long length) {
  /** The whole file. */
  public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException when a value is negative; the message names it
   */
  public ByteRange {
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative, as " + offset + " is");
    }
    if (length < 0) {
      throw new IllegalArgumentException("length must not be negative, as " + length + " is");
    }
  }
}
