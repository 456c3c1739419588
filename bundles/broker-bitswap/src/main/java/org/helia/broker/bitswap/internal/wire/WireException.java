package org.helia.broker.bitswap.internal.wire;

import org.helia.api.net.NetException;

/** What a peer sent is no message of Bitswap, or one over the limits. */
public final class WireException extends NetException {
  private static final long serialVersionUID = 1L;

  WireException(String message) {
    super(message);
  }
}
