package org.helia.itests.peers;

import java.util.stream.Stream;
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** This node and js-libp2p over QUIC. */
@EnabledIfSystemProperty(named = RemotePeer.JS_QUIC, matches = ".+")
class JsQuicTest extends PeerContract {
  JsQuicTest() {
    super(RemotePeer.JS_QUIC);
  }

  @Override
  Stream<Way> ways() {
    return Stream.of(Way.QUIC);
  }

  /** It does not tell a reset from an end: its stream's reader ends well upon the error. */
  @Override
  String resetAsPeerSeesIt() {
    return "end";
  }
}
