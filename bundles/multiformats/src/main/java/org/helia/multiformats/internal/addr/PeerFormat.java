package org.helia.multiformats.internal.addr;

import org.helia.multiformats.peer.PeerId;

/** Peer ids, read in every form and written in base58btc. */
final class PeerFormat implements ValueFormat {
  @Override
  public byte[] parse(String text) {
    return PeerId.parse(text).toBytes();
  }

  @Override
  public String print(byte[] bytes) {
    return PeerId.fromBytes(bytes).toString();
  }
}
