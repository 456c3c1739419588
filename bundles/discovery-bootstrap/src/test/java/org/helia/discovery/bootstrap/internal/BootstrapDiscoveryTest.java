package org.helia.discovery.bootstrap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.helia.api.net.Connection;
import org.helia.api.net.JoinStep;
import org.helia.api.net.NetworkScope;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerDiscovery;
import org.helia.testkit.net.MemoryNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BootstrapDiscoveryTest {
  private final MemoryNetwork network = new MemoryNetwork();
  private final String address = "/ip4/203.0.113.1/tcp/1/p2p/" + network.host(2).id();
  private final Config config = new Config().peers(address);
  private BootstrapDiscovery discovery = discovery(config);
  private final BlockingQueue<PeerAddresses> found = new LinkedBlockingQueue<>();

  private static BootstrapDiscovery discovery(Config config) {
    return new BootstrapDiscovery(config.config(), InstantSource.system(), new Random(1));
  }

  /** As Declarative Services do. */
  private void reconfigure(Config changed) {
    discovery.close();
    discovery = discovery(changed);
  }

  @AfterEach
  void close() {
    discovery.close();
    network.close();
  }

  private PeerAddresses next() throws InterruptedException {
    PeerAddresses next = found.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void plan_namesTheList_inTheNetworkThatItIsIn() {
    assertThat(discovery.plan(NetworkScope.PUBLIC))
        .containsExactly(JoinStep.reach(address, "first peers, while fewer than 4 are connected"));
    assertThat(discovery.plan(NetworkScope.LAN)).isEmpty();
    assertThat(discovery.plan(NetworkScope.NONE)).isEmpty();
  }

  @Test
  void joined_reachesPeers_onlyWhileSearched() throws InterruptedException {
    PeerDiscovery.Search search = discovery.start(found::add);
    discovery.joined(NetworkScope.PUBLIC);
    assertThat(next().peer()).isEqualTo(network.host(2).id());
    search.close();
    reconfigure(new Config().peers(other()));
    discovery.joined(NetworkScope.PUBLIC);
    try (PeerDiscovery.Search again = discovery.start(found::add)) {
      // What the ended search would have found would come twice.
      assertThat(next().peer()).isEqualTo(network.host(3).id());
      assertThat(found).isEmpty();
      assertThat(again).isNotSameAs(search);
    }
  }

  private String other() {
    return "/ip4/203.0.113.1/tcp/1/p2p/" + network.host(3).id();
  }

  @Test
  void new_afterAChange_newPeerIsReachedAtOnce() throws InterruptedException {
    discovery.joined(NetworkScope.PUBLIC);
    discovery.start(found::add);
    next();
    reconfigure(new Config().peers(other()));
    discovery.start(found::add);
    discovery.joined(NetworkScope.PUBLIC);
    assertThat(next().peer()).isEqualTo(network.host(3).id());
  }

  @Test
  void new_wrongAddress_isRefused() {
    Config wrong = new Config().peers("/ip4/203.0.113.1/tcp/1");
    assertThatThrownBy(() -> discovery(wrong)).hasMessageContaining("/p2p/");
  }

  @Test
  void disconnected_tooFewAreLeft_othersAreReachedAtOnce() throws InterruptedException {
    reconfigure(config.with("minPeers", 1));
    Connection connection = network.connect(1, 4);
    discovery.connected(connection);
    discovery.joined(NetworkScope.PUBLIC);
    discovery.start(found::add);
    connection.close();
    discovery.disconnected(connection);
    assertThat(next().peer()).isEqualTo(network.host(2).id());
  }
}
