package org.helia.net.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.helia.api.net.NetException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NameResolutionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ONE = "12D3KooWBc8UVdbhxphxFM4VShpGsh2jsf68GkitMuxm9NoM1nnh";
  private static final String OTHER = "QmaCpDMGvV2BGHeYERUEnRQAwe3N8SzbUtfsmvsqQLuvuJ";

  private DnsServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new DnsServer();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private List<String> resolve(String address) {
    DnsSettings settings =
        DnsSettings.of(new Config().with("servers", new String[] {server.text()}).config());
    NameResolution names =
        new NameResolution(
            new DnsLookups(settings, InstantSource.system()), settings.bounds(), System::nanoTime);
    Multiaddr parsed = Multiaddr.parse(address);
    assertThat(names.resolves(parsed)).isTrue();
    return names.resolve(parsed, PATIENCE).stream().map(Multiaddr::toString).toList();
  }

  @Test
  void resolve_dns4AndDns6_keepWhatFollows() throws IOException {
    server.ip("a.example", "192.0.2.1", "192.0.2.2", "2001:db8::1");
    assertThat(resolve("/dns4/a.example/tcp/4001"))
        .containsExactlyInAnyOrder("/ip4/192.0.2.1/tcp/4001", "/ip4/192.0.2.2/tcp/4001");
    assertThat(resolve("/dns6/a.example/udp/4001/quic-v1"))
        .containsExactly("/ip6/2001:db8::1/udp/4001/quic-v1");
  }

  @Test
  void resolve_dns_takesEither() throws IOException {
    server.ip("both.example", "192.0.2.1", "2001:db8::1").ip("six.example", "2001:db8::1");
    assertThat(resolve("/dns/both.example/tcp/1"))
        .containsExactly("/ip4/192.0.2.1/tcp/1", "/ip6/2001:db8::1/tcp/1");
    assertThat(resolve("/dns/six.example/tcp/1")).containsExactly("/ip6/2001:db8::1/tcp/1");
  }

  @Test
  void resolve_secureWebSocket_keepsTheNameForTls() throws IOException {
    server.ip("a.example", "192.0.2.1");
    String result = "/ip4/192.0.2.1/tcp/443/tls/sni/a.example/ws";
    assertThat(resolve("/dns4/a.example/tcp/443/wss")).containsExactly(result);
    assertThat(resolve("/dns4/a.example/tcp/443/tls/ws")).containsExactly(result);
    assertThat(resolve("/dns4/a.example/tcp/443/tls/sni/b.example/ws"))
        .containsExactly("/ip4/192.0.2.1/tcp/443/tls/sni/b.example/ws");
  }

  @Test
  void resolve_dnsaddr_followsNamesOfThePeerOnly() throws IOException {
    server.txt(
        "_dnsaddr.boot.example",
        60,
        "dnsaddr=/dnsaddr/one.boot.example/p2p/" + ONE,
        "dnsaddr=/dnsaddr/other.boot.example/p2p/" + OTHER,
        "dnsaddr=nonsense",
        "v=spf1 -all");
    server.txt(
        "_dnsaddr.one.boot.example",
        60,
        "dnsaddr=/ip4/192.0.2.1/tcp/4001/p2p/" + ONE,
        "dnsaddr=/dns4/one.example/tcp/443/wss/p2p/" + ONE);
    server.ip("one.example", "192.0.2.1");
    assertThat(resolve("/dnsaddr/boot.example/p2p/" + ONE))
        .containsExactly(
            "/ip4/192.0.2.1/tcp/4001/p2p/" + ONE,
            "/ip4/192.0.2.1/tcp/443/tls/sni/one.example/ws/p2p/" + ONE);
    assertThat(server.questions.get()).isEqualTo(3);
  }

  @Test
  void resolve_oneNameIsMissing_othersCount() {
    server.txt(
        "_dnsaddr.boot.example",
        60,
        "dnsaddr=/dns4/gone.example/tcp/1",
        "dnsaddr=/ip4/192.0.2.1/tcp/1");
    assertThat(resolve("/dnsaddr/boot.example")).containsExactly("/ip4/192.0.2.1/tcp/1");
    assertThatThrownBy(() -> resolve("/dns4/gone.example/tcp/1"))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("there is no name gone.example");
  }

  @Test
  void resolve_circle_ends() {
    server.txt("_dnsaddr.a.example", 60, "dnsaddr=/dnsaddr/b.example");
    server.txt("_dnsaddr.b.example", 60, "dnsaddr=/dnsaddr/a.example");
    assertThat(resolve("/dnsaddr/a.example")).isEmpty();
    assertThat(server.questions.get()).isEqualTo(2);
  }

  @Test
  void resolve_deepChain_isNotFollowedToItsEnd() {
    for (int i = 0; i < 10; i++) {
      server.txt(
          "_dnsaddr.n%d.example".formatted(i), 60, "dnsaddr=/dnsaddr/n%d.example".formatted(i + 1));
    }
    assertThat(resolve("/dnsaddr/n0.example")).isEmpty();
    assertThat(server.questions.get()).isEqualTo(4);
  }

  @Test
  void resolve_wideTree_asksNoMoreThanItMay() {
    server.txt("_dnsaddr.wide.example", 60, each("dnsaddr=/dnsaddr/n%d.example"));
    assertThatThrownBy(() -> resolve("/dnsaddr/wide.example"))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("there is no name _dnsaddr.n0.example");
    // The first question comes twice: the answer is too long for UDP.
    assertThat(server.questions.get()).isEqualTo(33);
  }

  @Test
  void resolve_manyAddresses_areCutOff() {
    server.txt("_dnsaddr.many.example", 60, each("dnsaddr=/ip4/192.0.2.1/tcp/%d"));
    assertThat(resolve("/dnsaddr/many.example")).hasSize(64);
  }

  private static String[] each(String format) {
    return IntStream.range(0, 200).mapToObj(format::formatted).toArray(String[]::new);
  }
}
