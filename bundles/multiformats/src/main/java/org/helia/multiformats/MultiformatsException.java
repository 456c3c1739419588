package org.helia.multiformats;

/**
 * Bytes or text that are not a well-formed varint, multibase text, multihash, CID, multiaddr, peer
 * id or key. The message names what was asked for and what was found instead.
 */
public class MultiformatsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param message what was asked for and what was found
   */
  public MultiformatsException(String message) {
    super(message);
  }

  /**
   * Creates the error with the failure that led to it.
   *
   * @param message what was asked for and what was found
   * @param cause the failure underneath
   */
  public MultiformatsException(String message, Throwable cause) {
    super(message, cause);
  }
}
