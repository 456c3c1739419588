package org.helia.itests.peers;

import java.util.stream.Stream;
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** This node and go-libp2p, over all transports. */
@EnabledIfSystemProperty(named = RemotePeer.GO, matches = ".+")
class GoTest extends PeerContract {
  GoTest() {
    super(RemotePeer.GO);
  }

  @Override
  Stream<Way> ways() {
    return Stream.concat(Way.over("tcp", "ws"), Stream.of(Way.QUIC));
  }
}
