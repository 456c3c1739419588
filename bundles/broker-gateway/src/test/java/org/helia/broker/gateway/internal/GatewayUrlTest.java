package org.helia.broker.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import org.helia.api.block.BlockException;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://Example.com, https://example.com",
    "https://example.com:443/, https://example.com",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://127.0.0.1:80, http://127.0.0.1",
    "http://[::1]:8080/sub/, http://[::1]:8080/sub",
  })
  void parse_url_isCanonical(String text, String canonical) {
    assertThat(GatewayUrl.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "example.com", "ftp://example.com", "file:///etc/passwd", "https://user@example.com",
        "https://example.com?x", "https://example.com#x", "https:///x", "http://a b", "https:x"
      })
  void parse_somethingElse_isRefused(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> GatewayUrl.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "/ip4/127.0.0.1/tcp/8080/http, http://127.0.0.1:8080",
    "/ip6/::1/tcp/8080/http, http://[::1]:8080",
    "/dns4/example.com/tcp/443/https, https://example.com",
    "/dns/example.com/tcp/443/tls/http, https://example.com",
    "/dns6/example.com/tcp/4443/tls/sni/example.com/http, https://example.com:4443",
    "/dns/example.com/https, https://example.com",
    "/dns/example.com/tcp/443/tls/http/p2p/12D3KooWQYhTNQdmr3ArTeUHRYzFg94BKyTkoWBDWez9kSCVe2Xo,"
        + " https://example.com",
  })
  void of_addressOfAGateway_isItsUrl(String address, String url) {
    assertThat(GatewayUrl.of(Multiaddr.parse(address))).map(GatewayUrl::toString).hasValue(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/127.0.0.1/tcp/4001",
        "/ip4/127.0.0.1/udp/4001/quic-v1",
        "/ip4/127.0.0.1/tcp/4001/ws",
        "/dns/example.com/tcp/443/tls/sni/other.com/http",
        "/dnsaddr/example.com",
      })
  void of_addressOfSomethingElse_isNothing(String address) {
    assertThat(GatewayUrl.of(Multiaddr.parse(address))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:a00:1::",
        "2001::1"
      })
  void isPublic_addressOfThisMachineOrOfAPrivateNetwork_isNot(String address) throws Exception {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "64:ff9b::8.8.8.8"})
  void isPublic_anyOther_is(String address) throws Exception {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void require_nameWithoutTls_isRefusedBeforeItIsLookedUp() {
    assertThatExceptionOfType(BlockException.class)
        .isThrownBy(() -> PublicAddresses.require(GatewayUrl.parse("http://gateway.example")))
        .withMessageContaining("without TLS");
  }
}
