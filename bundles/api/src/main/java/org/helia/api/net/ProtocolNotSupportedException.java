package org.helia.api.net;

import java.util.List;
import org.helia.multiformats.peer.PeerId;

/** The remote speaks none of the protocols. */
public final class ProtocolNotSupportedException extends NetException {
  private static final long serialVersionUID = 1L;

  /** Says who was asked for what. */
  public ProtocolNotSupportedException(PeerId peer, List<String> protocols) {
    super("peer " + peer + " does not speak " + String.join(" or ", protocols));
  }
}
