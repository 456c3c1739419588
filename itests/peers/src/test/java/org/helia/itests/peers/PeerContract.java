package org.helia.itests.peers;

import java.util.stream.Stream;
import org.helia.api.net.Connection;
import org.helia.api.net.Direction;
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What this node does with a peer of another implementation, in every way that both have and
 * whoever dials: connect, identify, ping, 10 MiB each way, 200 streams at once, half-close, reset.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
abstract class PeerContract {
  private final String property;
  private final String[] arguments;
  private RemotePeer remote;

  /**
   * @param property the system property that names the peer's program
   */
  PeerContract(String property, String... arguments) {
    this.property = property;
    this.arguments = arguments;
  }

  /** The ways that the peer has. */
  abstract Stream<Way> ways();

  /** Whether the peer offers its muxers in handshakes. */
  boolean negotiatesEarly() {
    return true;
  }

  /** What the peer's streams end with when this node has reset them. */
  String resetAsPeerSeesIt() {
    return "reset";
  }

  @BeforeAll
  void startPeer() {
    remote = RemotePeer.start(property, arguments);
  }

  @AfterAll
  void stopPeer() {
    remote.close();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void dial_peer_allGoesWell(Way way) throws Exception {
    try (Conversation conversation = new Conversation(remote, way)) {
      assertAllGoesWell(conversation, conversation.dial(), Direction.OUTBOUND);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void dialled_byPeer_allGoesWell(Way way) throws Exception {
    try (Conversation conversation = new Conversation(remote, way)) {
      assertAllGoesWell(conversation, conversation.beDialled(), Direction.INBOUND);
    }
  }

  private void assertAllGoesWell(
      Conversation conversation, Connection connection, Direction direction)
      throws InterruptedException {
    conversation.assertAllGoesWell(connection, direction, negotiatesEarly());
    conversation.assertResetsAreSeen(connection, resetAsPeerSeesIt());
    conversation.assertEnds(connection, direction);
  }
}
