package org.helia.broker.bitswap.internal.peer;

import java.util.List;
import org.helia.broker.bitswap.internal.wire.ProtocolVersion;
import org.helia.broker.bitswap.internal.wire.WantEntry;
import org.helia.multiformats.peer.PeerId;

/** Whom the channel to a peer belongs to. */
public interface ChannelListener {
  /** All that the peer has been asked for and has not answered: when it may have missed some. */
  List<WantEntry> liveWants(PeerId peer);

  /** It has turned out which version the peer speaks. */
  void speaks(PeerId peer, ProtocolVersion version);

  /**
   * Nothing can be sent to the peer now; what was to be sent has been dropped.
   *
   * @param why in words
   */
  void unreachable(PeerId peer, String why);
}
