package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.helia.api.net.NetworkScope;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static Settings with(String option, Object value) {
    return Settings.of(new ConfigMap().with(option, value).config());
  }

  private static void complains(String option, Object value, String message) {
    assertThat(with(option, value).problems())
        .singleElement()
        .asString()
        .startsWith(option + " of org.helia.net must be ")
        .contains(message);
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
  void of_wrongValues_namesOptionAndWhatIsDoneInstead() {
    complains("listen", "/ip4/1.2.3/tcp/1", "addresses: Not a multiaddr");
    complains("listenJoined", "/ip4/0.0.0.0/tcp", "addresses: ");
    complains("deny", "1.2.3.4", "a network as in");
    complains("noAnnounce", "10.0.0.0/99", "a network as in");
    complains("handshakeMillis", 0L, "from 1 to 600000, not 0; 1 is taken");
    complains("observers", 65, "from 1 to 64, not 65; 64 is taken");
    complains("lowWaterConnections", 97, "from 0 to highWaterConnections (96), not 97; 96 is");
    complains("maxInboundStreams", -1, "from 0 to 10000000, not -1");
    complains("maxPeers", 0, "from 1 to 1000000, not 0");
    assertThat(Settings.of(new ConfigMap().config()).problems()).isEmpty();
  }

  @Test
  void of_wrongAddressAmongOthers_onlyThatIsLeftOut() {
    Settings settings = with("listen", "/ip4/127.0.0.1/tcp/1,garbage,/ip4/127.0.0.1/tcp/2");
    assertThat(settings.listen()).hasSize(2);
    assertThat(settings.problems())
        .singleElement()
        .asString()
        .contains("\"garbage\"", "it is left out");
  }

  @Test
  void of_valuesOutOfRange_nearestAreTaken() {
    assertThat(with("lowWaterConnections", 97).marks().low()).isEqualTo(96);
    assertThat(with("maxPeers", 0).maxPeers()).isEqualTo(1);
    assertThat(with("observers", 65).observers()).isEqualTo(64);
  }

  @Test
  void of_deniedThatCannotBeRead_deniesEverybody() {
    Settings settings = with("deny", "10.0.0.0/8,10.0.0.x/8");
    assertThat(settings.problems()).singleElement().asString().contains("nobody is dialled");
    for (String address : new String[] {"/ip4/192.0.2.1/tcp/1", "/ip6/2001:db8::1/udp/1"}) {
      assertThat(settings.dialling().denied().test(Multiaddr.parse(address))).isTrue();
    }
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
