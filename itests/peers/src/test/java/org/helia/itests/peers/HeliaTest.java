package org.helia.itests.peers;

import java.util.stream.Stream;
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** This node and Helia on js-libp2p, over TCP and WebSockets. */
@EnabledIfSystemProperty(named = RemotePeer.HELIA, matches = ".+")
class HeliaTest extends PeerContract {
  HeliaTest() {
    super(RemotePeer.HELIA);
  }

  @Override
  Stream<Way> ways() {
    return Way.over("tcp", "ws");
  }
}
