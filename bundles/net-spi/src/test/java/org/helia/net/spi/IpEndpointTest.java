package org.helia.net.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpEndpointTest {
  @ParameterizedTest
  @ValueSource(strings = {"/ip4/127.0.0.1/tcp/4001", "/ip6/::1/tcp/0"})
  void of_tcpAddress_andBack_isTheSame(String text) {
    IpEndpoint endpoint = IpEndpoint.of(Multiaddr.parse(text)).orElseThrow();

    assertThat(endpoint.protocol()).isEqualTo(Protocol.TCP);
    assertThat(IpEndpoint.multiaddr(endpoint.socket(), Protocol.TCP)).hasToString(text);
  }

  @Test
  void of_moreAfterThePort_isNamed() {
    IpEndpoint endpoint =
        IpEndpoint.of(Multiaddr.parse("/ip4/127.0.0.1/udp/4001/quic-v1")).orElseThrow();

    assertThat(endpoint.socket()).isEqualTo(new InetSocketAddress("127.0.0.1", 4001));
    assertThat(endpoint.rest()).isEqualTo(List.of(Protocol.QUIC_V1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dns4/localhost/tcp/4001",
        "/ip4/127.0.0.1",
        "/ip4/127.0.0.1/sctp/1",
        "/memory/1",
        "/ip6zone/nosuchzone/ip6/fe80::1/tcp/1"
      })
  void of_other_isEmpty(String text) {
    assertThat(IpEndpoint.of(Multiaddr.parse(text))).isEmpty();
  }

  @Test
  void matches_restDiffers_isFalse() {
    Multiaddr plain = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001");
    Multiaddr webSocket = Multiaddr.parse("/ip4/127.0.0.1/tcp/4001/ws");

    assertThat(IpEndpoint.matches(plain, Protocol.TCP)).isTrue();
    assertThat(IpEndpoint.matches(plain, Protocol.UDP)).isFalse();
    assertThat(IpEndpoint.matches(webSocket, Protocol.TCP)).isFalse();
    assertThat(IpEndpoint.matches(webSocket, Protocol.TCP, Protocol.WS)).isTrue();
  }
}
