package org.helia.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.JoinStep;
import org.helia.api.net.NetListener;
import org.helia.api.net.NetworkScope;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerDiscovery;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.platform.IpAddresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JoinTest {
  private static final String JOINED = "/ip4/127.0.0.1/tcp/4242";

  private final Rig rig = new Rig();
  private final NetHost host = rig.host(config -> config.with("listenJoined", JOINED));

  @AfterEach
  void close() throws InterruptedException {
    rig.close();
  }

  /** Finds one peer as soon as it may look. */
  private static final class OnePeer implements PeerDiscovery {
    private final PeerAddresses peer;
    private final AtomicInteger searches = new AtomicInteger();

    OnePeer(PeerAddresses peer) {
      this.peer = peer;
    }

    @Override
    public String name() {
      return "one";
    }

    @Override
    public Search start(Consumer<PeerAddresses> found) {
      searches.incrementAndGet();
      found.accept(peer);
      return searches::decrementAndGet;
    }
  }

  @Test
  void plan_saysWhereItWouldListen_andDoesNot() {
    List<Multiaddr> before = host.listenAddresses();
    assertThat(host.plan(NetworkScope.PUBLIC))
        .containsExactly(JoinStep.listen(JOINED, "connections of peers"));
    assertThat(host.listenAddresses()).isEqualTo(before);
  }

  @Test
  void joined_listensElsewhere_andComesBack() {
    host.joined(NetworkScope.LAN);
    assertThat(host.listenAddresses()).containsExactly(Multiaddr.parse(JOINED));
    host.joined(NetworkScope.NONE);
    assertThat(host.listenAddresses()).hasSize(1).doesNotContain(Multiaddr.parse(JOINED));
  }

  @Test
  void joined_discoveriesSearch_untilItLeaves() throws InterruptedException {
    NetHost other = rig.host();
    CountDownLatch reached = new CountDownLatch(1);
    other.addListener(
        new NetListener() {
          @Override
          public void connected(Connection connection) {
            reached.countDown();
          }
        });
    OnePeer discovery = new OnePeer(Rig.at(other));
    host.discoveries().add(discovery);
    assertThat(discovery.searches).hasValue(0);
    host.joined(NetworkScope.PUBLIC);
    assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    host.joined(NetworkScope.NONE);
    assertThat(discovery.searches).hasValue(0);
  }

  @Test
  void joined_none_keepsLoopbackConnections() {
    NetHost other = rig.host();
    host.joined(NetworkScope.PUBLIC);
    Connection connection = host.connect(Rig.at(other), DialOptions.DEFAULTS);
    host.joined(NetworkScope.NONE);
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void isWithin_scopes_nest() {
    Multiaddr own = Multiaddr.parse("/ip4/127.0.0.1/tcp/1");
    Multiaddr near = Multiaddr.parse("/ip4/192.168.1.1/tcp/1");
    Multiaddr far = Multiaddr.parse("/ip4/203.0.113.1/tcp/1");
    assertThat(IpAddresses.isWithin(NetworkScope.NONE, own)).isTrue();
    assertThat(IpAddresses.isWithin(NetworkScope.NONE, near)).isFalse();
    assertThat(IpAddresses.isWithin(NetworkScope.LAN, near)).isTrue();
    assertThat(IpAddresses.isWithin(NetworkScope.LAN, far)).isFalse();
    assertThat(IpAddresses.isWithin(NetworkScope.PUBLIC, far)).isTrue();
  }
}
