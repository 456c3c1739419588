package org.helia.net.internal.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.helia.api.net.PeerStore.Identified;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.store.FakeDatastore;
import org.junit.jupiter.api.Test;

class RememberedPeersTest {
  private static final Multiaddr ONE = Multiaddr.parse("/ip4/10.0.0.1/tcp/1");
  private static final Multiaddr TWO = Multiaddr.parse("/ip4/10.0.0.2/tcp/2");
  private static final Duration HOUR = Duration.ofHours(1);

  private Instant now = Instant.ofEpochSecond(1_000_000);
  private final List<PeerId> identified = new ArrayList<>();
  private final RememberedPeers peers = peers(3);

  private RememberedPeers peers(int max) {
    return new RememberedPeers(() -> max, () -> now, identified::add);
  }

  private static PeerId peer(int number) {
    byte[] digest = new byte[32];
    digest[0] = (byte) number;
    return PeerId.of(Multihash.of(0x12, digest));
  }

  private static Identified said() {
    return new Identified(
        "agent/1", "ipfs/0.1.0", Set.of("/a/1", "/b/1"), List.of(TWO), Optional.of(new byte[] {1}));
  }

  @Test
  void addresses_timeIsOver_areGone() {
    peers.addAddresses(peer(1), List.of(ONE), HOUR);
    peers.addAddresses(peer(1), List.of(ONE, TWO), HOUR.multipliedBy(2));
    peers.addAddresses(peer(1), List.of(ONE), HOUR.dividedBy(2));
    now = now.plus(HOUR);
    assertThat(peers.addresses(peer(1))).containsExactlyInAnyOrder(ONE, TWO);
    now = now.plus(HOUR);
    assertThat(peers.addresses(peer(1))).isEmpty();
  }

  @Test
  void addresses_tooManyOfAPeer_keepsThoseThatLiveLongest() {
    for (int i = 1; i <= 2 * PeerEntry.MAX_ADDRESSES; i++) {
      peers.addAddresses(
          peer(1), List.of(Multiaddr.parse("/ip4/10.0.0.1/tcp/" + i)), HOUR.plusSeconds(i));
    }
    assertThat(peers.addresses(peer(1)))
        .hasSize(PeerEntry.MAX_ADDRESSES)
        .startsWith(Multiaddr.parse("/ip4/10.0.0.1/tcp/" + 2 * PeerEntry.MAX_ADDRESSES));
  }

  @Test
  void peers_tooMany_forgetsWhoWasUsedLongestAgo() {
    for (int i = 1; i <= 3; i++) {
      peers.addAddresses(peer(i), List.of(ONE), HOUR);
    }
    assertThat(peers.get(peer(1))).isPresent();
    peers.addAddresses(peer(4), List.of(ONE), HOUR);
    assertThat(peers.peers()).containsExactlyInAnyOrder(peer(1), peer(3), peer(4));
  }

  @Test
  void identified_isToldAndKept() {
    peers.identified(peer(1), said());
    assertThat(identified).containsExactly(peer(1));
    assertThat(peers.get(peer(1)).orElseThrow().identified().orElseThrow().agentVersion())
        .isEqualTo("agent/1");
  }

  @Test
  void load_whatWasSaved_isKnownAgain() {
    FakeDatastore store = new FakeDatastore("test");
    peers.addAddresses(peer(1), List.of(ONE), HOUR);
    peers.identified(peer(1), said());
    peers.addAddresses(peer(2), List.of(TWO), HOUR.dividedBy(2));
    peers.save(store);
    now = now.plus(HOUR.dividedBy(2));
    RememberedPeers restarted = peers(3);
    restarted.load(store);
    assertThat(restarted.peers()).containsExactly(peer(1));
    assertThat(restarted.addresses(peer(1))).containsExactly(ONE);
    Identified said = restarted.get(peer(1)).orElseThrow().identified().orElseThrow();
    assertThat(said.protocols()).containsExactlyInAnyOrder("/a/1", "/b/1");
    assertThat(said.listenAddresses()).containsExactly(TWO);
    assertThat(said.signedRecord().orElseThrow()).containsExactly(1);
    restarted.save(store);
    assertThat(store.get(peer(2).toBytes())).isEmpty();
  }

  @Test
  void load_damagedEntry_isLeftOut() {
    FakeDatastore store = new FakeDatastore("test");
    peers.addAddresses(peer(1), List.of(ONE), HOUR);
    peers.save(store);
    store.put(peer(2).toBytes(), new byte[] {0x0a, 0x7f});
    RememberedPeers restarted = peers(3);
    restarted.load(store);
    assertThat(restarted.peers()).containsExactly(peer(1));
  }

  @Test
  void remove_peer_isForgottenInTheStore() {
    FakeDatastore store = new FakeDatastore("test");
    peers.addAddresses(peer(1), List.of(ONE), HOUR);
    peers.save(store);
    peers.remove(peer(1));
    peers.save(store);
    assertThat(peers.get(peer(1))).isEmpty();
    assertThat(store.get(peer(1).toBytes())).isEmpty();
  }
}
