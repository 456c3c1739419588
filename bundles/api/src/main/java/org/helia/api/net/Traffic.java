package org.helia.api.net;

/**
 * Bytes of streams' content and framing, before encryption.
 *
 * @param bytesIn received since the beginning
 * @param bytesOut sent since the beginning
 */
public record Traffic(long bytesIn, long bytesOut) {
  /** Nothing so far. */
  public static final Traffic NONE = new Traffic(0, 0);

  /** Both together. */
  public Traffic plus(Traffic other) {
    return new Traffic(bytesIn + other.bytesIn, bytesOut + other.bytesOut);
  }
}
