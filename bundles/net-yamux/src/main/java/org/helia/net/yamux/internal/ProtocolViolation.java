package org.helia.net.yamux.internal;

import org.helia.api.net.NetException;

/** The remote has sent what yamux does not allow, so the connection ends. */
final class ProtocolViolation extends NetException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what it sent
   */
  ProtocolViolation(String what) {
    super("the remote broke the yamux protocol: it sent " + what);
  }
}
