package org.helia.discovery.bootstrap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.helia.api.net.Connection;
import org.helia.api.net.NetworkScope;
import org.helia.api.net.PeerAddresses;
import org.helia.testkit.net.MemoryNetwork;
import org.helia.testkit.time.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BootstrapSearchTest {
  private final VirtualTime time = new VirtualTime();
  private final MemoryNetwork network = new MemoryNetwork(time, 1);
  private final BootstrapSearch search = new BootstrapSearch(time, new Random(1));

  @AfterEach
  void close() {
    network.close();
    time.close();
  }

  /** The list of so many peers, at private addresses. */
  private Config list(int peers) {
    return new Config()
        .peers(
            IntStream.rangeClosed(2, peers + 1)
                .mapToObj(i -> "/ip4/192.168.0.%d/tcp/1/p2p/%s".formatted(i, network.host(i).id()))
                .toArray(String[]::new));
  }

  private List<PeerAddresses> look(NetworkScope scope, Config config) {
    List<PeerAddresses> found = new ArrayList<>();
    search.look(scope, BootstrapSettings.of(config.config()), found::add);
    return found;
  }

  private Connection connect(int peer) {
    Connection connection = network.connect(1, peer);
    search.connected(connection);
    return connection;
  }

  private void disconnect(Connection connection, Config config) {
    connection.close();
    search.disconnected(connection, BootstrapSettings.of(config.config()));
  }

  @Test
  void look_notJoined_reachesNobody() {
    assertThat(look(NetworkScope.NONE, list(8))).isEmpty();
  }

  @Test
  void look_tooFewPeers_namesAsManyAsAreMissing() {
    Config config = list(8);
    connect(2);
    connect(20);
    List<PeerAddresses> found = look(NetworkScope.PUBLIC, config);
    assertThat(found).hasSize(2).doesNotHaveDuplicates();
    assertThat(found).noneMatch(each -> each.peer().equals(network.host(2).id()));
    connect(3);
    connect(4);
    assertThat(look(NetworkScope.PUBLIC, config)).isEmpty();
  }

  @Test
  void look_lan_namesPrivateAddressesOnly() {
    String peer = network.host(2).id().toString();
    Config config =
        new Config()
            .peers(
                "/ip4/192.168.0.1/tcp/1/p2p/" + peer,
                "/ip4/203.0.113.1/tcp/1/p2p/" + peer,
                "/dnsaddr/boot.example/p2p/" + peer);
    assertThat(look(NetworkScope.LAN, config))
        .singleElement()
        .satisfies(each -> assertThat(each.addresses()).hasSize(1));
  }

  @Test
  void look_severalAddressesOfAPeer_areTogether() {
    String peer = network.host(2).id().toString();
    Config config =
        new Config()
            .peers("/ip4/203.0.113.1/tcp/1/p2p/" + peer + ",/dnsaddr/boot.example/p2p/" + peer);
    assertThat(look(NetworkScope.PUBLIC, config))
        .singleElement()
        .satisfies(each -> assertThat(each.addresses()).hasSize(2));
  }

  @Test
  void look_peerNotReached_isLeftAloneTwiceAsLongEachTime() {
    Config config = list(1).with("maxBackOffSeconds", 100L);
    for (long seconds : new long[] {30, 60, 100, 100}) {
      assertThat(look(NetworkScope.PUBLIC, config)).hasSize(1);
      time.sleep(Duration.ofSeconds(seconds - 4));
      assertThat(look(NetworkScope.PUBLIC, config)).isEmpty();
      time.sleep(Duration.ofSeconds(4));
    }
  }

  /** As when a network was joined, or a peer left, in between. */
  @Test
  void look_peerNamedBetweenTwoLooks_isNamedAgainAtTheNext() {
    Config config = list(1);
    time.sleep(Duration.ofSeconds(1));
    assertThat(look(NetworkScope.PUBLIC, config)).hasSize(1);
    time.sleep(Duration.ofSeconds(29));
    assertThat(look(NetworkScope.PUBLIC, config)).hasSize(1);
  }

  @Test
  void look_peerThatLeavesAtOnce_isLeftAloneLonger_oneThatStayedIsNot() {
    Config config = list(1);
    assertThat(look(NetworkScope.PUBLIC, config)).hasSize(1);
    disconnect(connect(2), config);
    assertThat(look(NetworkScope.PUBLIC, config)).isEmpty();
    time.sleep(Duration.ofSeconds(30));
    assertThat(look(NetworkScope.PUBLIC, config)).hasSize(1);
    Connection stays = connect(2);
    time.sleep(Duration.ofSeconds(31));
    disconnect(stays, config);
    assertThat(look(NetworkScope.PUBLIC, config)).hasSize(1);
  }

  @Test
  void look_connectionClosedUnheard_isMissing() {
    Config config = list(1).with("minPeers", 1);
    Connection connection = connect(2);
    assertThat(look(NetworkScope.PUBLIC, config)).isEmpty();
    connection.close();
    assertThat(look(NetworkScope.PUBLIC, config)).hasSize(1);
  }

  @Test
  void of_noConfiguration_isKubosList() {
    BootstrapSettings settings = BootstrapSettings.of(new Config().config());
    assertThat(BootstrapPeers.byPeer(settings.addresses())).hasSize(6);
    assertThat(settings.minPeers()).isEqualTo(4);
    assertThat(settings.period()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void of_emptyList_isEmpty() {
    assertThat(BootstrapSettings.of(new Config().peers("").config()).addresses()).isEmpty();
  }

  @Test
  void of_wrongValues_areNamed() {
    for (String wrong : new String[] {"nonsense", "/ip4/192.168.0.1/tcp/1"}) {
      assertThatThrownBy(() -> BootstrapSettings.of(new Config().peers(wrong).config()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("peers of org.helia.discovery.bootstrap must be addresses")
          .hasMessageContaining("'" + wrong + "'");
    }
    assertThatThrownBy(() -> BootstrapSettings.of(new Config().with("periodSeconds", 0L).config()))
        .hasMessage(
            "periodSeconds of org.helia.discovery.bootstrap must be from 1 to 86400, not 0");
  }
}
