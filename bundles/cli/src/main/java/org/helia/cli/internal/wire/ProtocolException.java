package org.helia.cli.internal.wire;

import java.io.IOException;

/** The other side sent what the protocol does not allow; the connection is of no use any more. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The message says what came and what was allowed. */
  public ProtocolException(String message) {
    super(message);
  }
}
