package org.helia.api.mfs;

/**
 * Where and how to write into a file.
 *
 * @param offset the first byte to write, from 0; beyond the end of the file, zeros come between
 * @param append whether to write at the end of the file instead
 * @param create whether the file is made if it is missing
 * @param truncate whether the file is emptied first
 */
public record MfsWrite(long offset, boolean append, boolean create, boolean truncate) {
  /** Over the beginning of a file that is there. */
  public static final MfsWrite OVER = new MfsWrite(0, false, false, false);

  /** Over the beginning of a file, which is made if it is missing. */
  public static final MfsWrite CREATE = new MfsWrite(0, false, true, false);

  /** The whole content of a file, which is made if it is missing. */
  public static final MfsWrite REPLACE = new MfsWrite(0, false, true, true);

  /** At the end of a file that is there. */
  public static final MfsWrite APPEND = new MfsWrite(0, true, false, false);

  /**
   * @throws IllegalArgumentException when the offset is negative, or one other than 0 is to be
   *     appended at
   */
  public MfsWrite {
    if (offset < 0) {
      throw new IllegalArgumentException("offset must not be negative, as " + offset + " is");
    }
    if (append && offset != 0) {
      throw new IllegalArgumentException("what is appended has no offset, as " + offset);
    }
  }

  /** The same at another offset. */
  public MfsWrite at(long other) {
    return new MfsWrite(other, append, create, truncate);
  }
}
