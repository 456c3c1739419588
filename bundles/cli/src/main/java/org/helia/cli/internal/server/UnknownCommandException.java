package org.helia.cli.internal.server;

/** There is no command of that name. */
final class UnknownCommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownCommandException(String message) {
    super(message);
  }
}
