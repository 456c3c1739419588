package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.helia.api.net.DialException;
import org.helia.api.net.DialOptions;
import org.helia.api.net.ListenException;
import org.helia.api.net.PeerAddresses;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user gets wrong is said in an error that names it, and what works goes on working. */
@ExtendWith(NoLeaks.class)
@Timeout(120)
class BadInputTest {
  private static final String TCP = "/ip4/127.0.0.1/tcp/0";

  @ParameterizedTest
  @ValueSource(strings = {TCP, "/ip4/127.0.0.1/tcp/0/ws", "/ip4/127.0.0.1/udp/0/quic-v1"})
  void listen_portInUse_isNamedAndTheNodeStartsWithTheRest(String address) throws Exception {
    try (RealNode first = new RealNode("/noise", true, address)) {
      Multiaddr used = first.host().listenAddresses().get(0);
      try (RealNode second = new RealNode("/noise", true, used.toString(), TCP)) {
        assertThat(second.host().listenAddresses()).hasSize(1).doesNotContain(used);
        assertThat(second.host().status().problems())
            .singleElement()
            .asString()
            .contains("does not listen on " + used, "the port is in use; choose another one");
        assertThatThrownBy(() -> second.host().listen(used))
            .isInstanceOf(ListenException.class)
            .hasMessageContaining("the port is in use");
      }
    }
  }

  @Test
  void configure_addressThatCannotBeParsed_isNamedAndTheNodeStartsWithTheRest() throws Exception {
    try (RealNode node = new RealNode("/noise", true, "garbage", TCP)) {
      assertThat(node.host().listenAddresses()).hasSize(1);
      assertThat(node.host().status().problems())
          .singleElement()
          .asString()
          .contains("listen of org.helia.net", "\"garbage\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/noise, " + TCP,
    "/tls/1.0.0, " + TCP,
    "/noise, /ip4/127.0.0.1/tcp/0/ws",
    "/noise, /ip4/127.0.0.1/udp/0/quic-v1"
  })
  void connect_anotherPeerIsThere_bothAreNamed(String security, String address) throws Exception {
    try (RealNode server = new RealNode(security, true, address);
        RealNode client = new RealNode(security)) {
      PeerId wanted = PeerId.of(client.newKey().publicKey());
      Multiaddr at = server.host().listenAddresses().get(0);
      DialException failure = dial(client, wanted, at);
      assertThat(failure.attempts()).singleElement().extracting("address").isEqualTo(at);
      assertThat(failure)
          .hasMessageContaining(wanted.toString())
          .hasMessageContaining(server.host().id().toString());
      assertThat(client.host().connections()).isEmpty();
    }
  }

  @Test
  void connect_severalAddresses_eachSaysWhatWasWrong() throws Exception {
    try (RealNode client = new RealNode("/noise")) {
      PeerId wanted = PeerId.of(client.newKey().publicKey());
      Multiaddr closed = Multiaddr.parse("/ip4/127.0.0.1/tcp/" + freePort());
      Multiaddr unknown = Multiaddr.parse("/ip4/127.0.0.1/udp/1/webrtc-direct");
      Multiaddr named = Multiaddr.parse("/dns4/peer.invalid/tcp/1");
      DialException failure = dial(client, wanted, closed, unknown, named);
      assertThat(failure.attempts())
          .extracting(each -> each.address() + " " + each.cause().getMessage())
          .anySatisfy(each -> assertThat(each).contains(closed.toString(), "refused"))
          .anySatisfy(each -> assertThat(each).contains(unknown.toString(), "no transport for it"))
          .anySatisfy(each -> assertThat(each).contains(named.toString(), "no resolver"));
    }
  }

  private static DialException dial(RealNode client, PeerId peer, Multiaddr... addresses) {
    return catchThrowableOfType(
        DialException.class,
        () ->
            client
                .host()
                .connect(new PeerAddresses(peer, List.of(addresses)), DialOptions.DEFAULTS));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
