package org.helia.itests.peers;

import java.util.stream.Stream;
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** This node and a go-libp2p that offers no muxers in its handshakes. */
@EnabledIfSystemProperty(named = RemotePeer.GO, matches = ".+")
class GoLateTest extends PeerContract {
  GoLateTest() {
    super(RemotePeer.GO, "-late");
  }

  @Override
  Stream<Way> ways() {
    return Way.over("tcp", "ws").filter(Way::early);
  }

  @Override
  boolean negotiatesEarly() {
    return false;
  }
}
