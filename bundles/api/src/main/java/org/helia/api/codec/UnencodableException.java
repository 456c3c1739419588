package org.helia.api.codec;

/**
 * A value has no form in the codec that was to write it. The message says what is wrong with it.
 */
public final class UnencodableException extends CodecException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public UnencodableException(String message) {
    super(message);
  }
}
