package org.helia.broker.gateway.internal;

import java.time.Duration;
import org.helia.api.block.BlockException;

/** What became of a request that did not bring the block. */
final class GatewayException extends BlockException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  enum Kind {
    /** The gateway does not have the block, or does not give it out. */
    MISSING,

    /** It wants to be left alone for a while. */
    BUSY,

    /** It cannot be reached, is too slow, or answers what is not to be understood. */
    FAILED,

    /** It sent other bytes. */
    LIED
  }

  private final Kind kind;
  private final Duration pause;

  GatewayException(Kind kind, String message) {
    this(kind, message, Duration.ZERO);
  }

  /**
   * @param pause how long the gateway wants to be left alone
   */
  GatewayException(Kind kind, String message, Duration pause) {
    super(message);
    this.kind = kind;
    this.pause = pause;
  }

  GatewayException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.pause = Duration.ZERO;
  }

  Kind kind() {
    return kind;
  }

  Duration pause() {
    return pause;
  }
}
