package org.helia.net.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,192.0.2.1,53",
    "192.0.2.1:5353,192.0.2.1,5353",
    "2001:db8::1,2001:db8::1,53",
    "[2001:db8::1],2001:db8::1,53",
    "[2001:db8::1]:5353,2001:db8::1,5353"
  })
  void parse_plainServers(String text, String ip, int port) {
    assertThat(Server.parse(text))
        .isEqualTo(new Server.Plain(text, new InetSocketAddress(ip, port)));
  }

  @Test
  void parse_https() {
    assertThat(Server.parse("https://dns.example/dns-query"))
        .isEqualTo(new Server.Https("https://dns.example/dns-query"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dns.example",
        "1.2.3.4.5",
        "1.2.3.4:0",
        "1.2.3.4:65536",
        "[::1",
        "http://dns.example/",
        "https://",
        "https://a b/"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> Server.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("servers of org.helia.net.dns must be")
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void of_outOfRange_namesOptionAndRange() {
    assertThatThrownBy(() -> DnsSettings.of(new Config().with("maxDepth", 0).config()))
        .hasMessage("maxDepth of org.helia.net.dns must be from 1 to 32, not 0");
  }
}
