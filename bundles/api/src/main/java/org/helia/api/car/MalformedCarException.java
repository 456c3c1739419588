package org.helia.api.car;

/** A stream is not the CAR it should be. */
public final class MalformedCarException extends CarException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * @param offset where the faulty part starts, in bytes from the beginning of the stream
   * @param fault what is wrong with it
   */
  public MalformedCarException(long offset, String fault) {
    super("the CAR is broken at byte %d: %s".formatted(offset, fault));
    this.offset = offset;
  }

  /** As above, led to by another error. */
  public MalformedCarException(long offset, String fault, Throwable cause) {
    super("the CAR is broken at byte %d: %s".formatted(offset, fault), cause);
    this.offset = offset;
  }

  /** Where the faulty part starts, in bytes from the beginning of the stream. */
  public long offset() {
    return offset;
  }
}
