package org.helia.api.codec;

import org.helia.api.HeliaException;

/** The root of what can go wrong with codecs and hashers. */
public class CodecException extends HeliaException {
  private static final long serialVersionUID = 1L;

  /** An error of our own finding. */
  public CodecException(String message) {
    super(message);
  }

  /** An error that another one led to. */
  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
