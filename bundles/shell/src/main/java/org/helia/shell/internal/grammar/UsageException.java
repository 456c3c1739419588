package org.helia.shell.internal.grammar;

/** A command line does not say what its command could do. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the option or argument. */
  public UsageException(String message) {
    super(message);
  }
}
