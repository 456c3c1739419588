package org.helia.net.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.net.internal.peer.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {
  private Announcement.Filter filter =
      new Announcement.Filter(List.of(), List.of(), Set.of(), List.of());
  private List<Multiaddr> listened = List.of();
  private List<Multiaddr> observed = List.of();

  private static List<Multiaddr> addresses(String... texts) {
    return Stream.of(texts).map(Multiaddr::parse).toList();
  }

  private List<Multiaddr> announced() throws UnknownHostException {
    List<InetAddress> interfaces =
        List.of(
            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
            InetAddress.getByAddress(new byte[] {10, 0, 0, 5}));
    return new Announcement(() -> listened, () -> observed, () -> interfaces, () -> filter)
        .addresses();
  }

  @Test
  void addresses_unspecifiedOne_becomesThoseOfTheInterfaces() throws Exception {
    listened = addresses("/ip4/0.0.0.0/tcp/4001", "/ip4/127.0.0.1/udp/1/quic-v1");
    observed = addresses("/ip4/203.0.113.1/tcp/4001");
    assertThat(announced())
        .containsExactlyElementsOf(
            addresses(
                "/ip4/127.0.0.1/tcp/4001",
                "/ip4/10.0.0.5/tcp/4001",
                "/ip4/127.0.0.1/udp/1/quic-v1",
                "/ip4/203.0.113.1/tcp/4001"));
  }

  @Test
  void addresses_configured_replaceAppendAndHide() throws Exception {
    listened = addresses("/ip4/10.0.0.5/tcp/1", "/ip4/127.0.0.1/tcp/2", "/ip4/127.0.0.1/tcp/3");
    filter =
        new Announcement.Filter(
            List.of(),
            addresses("/dns4/a.example/tcp/1"),
            Set.copyOf(addresses("/ip4/127.0.0.1/tcp/3")),
            List.of(Network.parse("10.0.0.0/8")));
    assertThat(announced())
        .containsExactlyElementsOf(addresses("/ip4/127.0.0.1/tcp/2", "/dns4/a.example/tcp/1"));
    filter =
        new Announcement.Filter(addresses("/ip4/1.1.1.1/tcp/1"), List.of(), Set.of(), List.of());
    assertThat(announced()).containsExactlyElementsOf(addresses("/ip4/1.1.1.1/tcp/1"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, /ip4/10.255.0.1/tcp/1, true",
    "10.0.0.0/8, /ip4/11.0.0.1/tcp/1, false",
    "/ip4/10.0.0.0/ipcidr/9, /ip4/10.127.0.1/tcp/1, true",
    "/ip4/10.0.0.0/ipcidr/9, /ip4/10.128.0.1/tcp/1, false",
    "0.0.0.0/0, /ip4/1.2.3.4/udp/1, true",
    "0.0.0.0/0, /ip6/::1/tcp/1, false",
    "fc00::/7, /ip6/fd00::1/tcp/1, true",
    "fc00::/7, /ip6zone/x/ip6/fe80::1/tcp/1, false",
    "10.0.0.0/8, /dns4/a.example/tcp/1, false"
  })
  void network_contains_comparesTheFirstBits(String network, String address, boolean contains) {
    assertThat(Network.parse(network).contains(Multiaddr.parse(address))).isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "/ip4/10.0.0.0", "nonsense", "/tcp/1", ""})
  void network_parseOfSomethingElse_throws(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a network as in 10.0.0.0/8");
  }

  @Test
  void observed_enoughNetworksSayIt_counts() {
    Instant[] now = {Instant.ofEpochSecond(1_000_000)};
    ObservedAddresses seen = new ObservedAddresses(() -> 2, () -> now[0]);
    Multiaddr address = Multiaddr.parse("/ip4/203.0.113.1/tcp/4001");
    seen.add(address, Multiaddr.parse("/ip4/198.51.100.1/tcp/1"));
    seen.add(address, Multiaddr.parse("/ip4/198.51.100.1/tcp/2"));
    assertThat(seen.addresses()).isEmpty();
    seen.add(address, Multiaddr.parse("/ip4/198.51.100.2/tcp/1"));
    assertThat(seen.addresses()).containsExactly(address);
    now[0] = now[0].plus(ObservedAddresses.TIME_TO_LIVE).plusSeconds(1);
    assertThat(seen.addresses()).isEmpty();
  }
}
