package org.helia.api.codec;

/**
 * A block's bytes are not of the format they are said to be. The message says what is wrong and
 * where.
 */
public class MalformedBlockException extends CodecException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public MalformedBlockException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public MalformedBlockException(String message, Throwable cause) {
    super(message, cause);
  }
}
