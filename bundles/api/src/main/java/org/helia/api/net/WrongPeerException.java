package org.helia.api.net;

import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;

/** Somebody else answered at the address. */
public final class WrongPeerException extends NetException {
  private static final long serialVersionUID = 1L;

  /** Says who was looked for and who is there. */
  public WrongPeerException(Multiaddr address, PeerId expected, PeerId found) {
    super("looked for peer " + expected + " at " + address + ", found " + found);
  }
}
