package org.helia.api.crypto;

/** A certificate does not prove who its holder is. */
public final class BadCertificateException extends CryptoException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with it. */
  public BadCertificateException(String message) {
    super(message);
  }

  /** Says what is wrong with it, and what found that out. */
  public BadCertificateException(String message, Throwable cause) {
    super(message, cause);
  }
}
