package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.helia.api.net.NetworkScope;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static void refuses(String option, Object value, String message) {
    assertThatThrownBy(() -> Settings.of(new ConfigMap().with(option, value).config()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(option + " of org.helia.net must be ")
        .hasMessageContaining(message);
  }

  @Test
  void of_noConfiguration_listensOnLoopback() {
    Settings settings = Settings.of(new ConfigMap().config());
    assertThat(settings.listen())
        .hasSize(3)
        .allSatisfy(address -> assertThat(address.toString()).startsWith("/ip4/127.0.0.1/"));
    assertThat(settings.listen(NetworkScope.NONE)).isEqualTo(settings.listen());
    assertThat(settings.listen(NetworkScope.PUBLIC))
        .hasSize(6)
        .allSatisfy(address -> assertThat(address.toString()).matches("/ip(4/0.0.0.0|6/::)/.*"));
    assertThat(settings.handshake()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void of_wrongValues_namesOptionAndRange() {
    refuses("listen", "/ip4/1.2.3/tcp/1", "addresses: Not a multiaddr");
    refuses("listenJoined", "/ip4/0.0.0.0/tcp", "addresses: ");
    refuses("deny", "1.2.3.4", "a network as in");
    refuses("noAnnounce", "10.0.0.0/99", "a network as in");
    refuses("handshakeMillis", 0L, "from 1 to 600000, not 0");
    refuses("observers", 0, "from 1 to 64, not 0");
    refuses("lowWaterConnections", 97, "from 0 to highWaterConnections (96), not 97");
    refuses("maxInboundStreams", -1, "from 0 to 10000000, not -1");
    refuses("maxPeers", 0, "from 1 to 1000000, not 0");
  }

  @Test
  void of_emptyListen_listensNowhere() {
    assertThat(Settings.of(new ConfigMap().with("listen", "").config()).listen()).isEmpty();
  }

  @Test
  void of_severalInOneText_areSplitAtCommas() {
    String text = "/ip4/127.0.0.1/tcp/1, /ip4/127.0.0.1/tcp/2";
    assertThat(Settings.of(new ConfigMap().with("listen", text).config()).listen()).hasSize(2);
  }

  @Test
  void of_denied_appliesToDials() {
    Settings settings = Settings.of(new ConfigMap().with("deny", "10.0.0.0/8").config());
    assertThat(settings.dialling().denied().test(Multiaddr.parse("/ip4/10.1.1.1/tcp/1"))).isTrue();
    assertThat(settings.dialling().denied().test(Multiaddr.parse("/ip4/11.1.1.1/tcp/1"))).isFalse();
  }
}
