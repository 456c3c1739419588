package org.helia.net.identify.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerRecord;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.PeerStore.KnownPeer;
import org.helia.api.net.Stream;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.protobuf.ProtobufWriter;
import org.helia.platform.DelimitedMessages;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.net.MemoryHost;
import org.helia.testkit.net.MemoryNetwork;
import org.helia.testkit.net.TestKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class IdentifyTest {
  private final MemoryNetwork network = new MemoryNetwork();
  private final MemoryHost one = network.host(1);
  private final MemoryHost two = network.host(2);
  private final Identify ofOne = identify(one, "one/1");
  private final Identify ofTwo = identify(two, "two/2");

  @AfterEach
  void close() {
    ofOne.close();
    ofTwo.close();
    network.close();
  }

  private static Identify identify(MemoryHost host, String agent) {
    Identify identify = new Identify(host, TestKeys.CRYPTO, agent);
    host.speak(Identify.IDENTIFY, identify);
    host.speak(Identify.PUSH, identify);
    host.add(identify);
    return identify;
  }

  private static Set<String> protocols(MemoryHost host, MemoryHost of) {
    return host.peers()
        .get(of.id())
        .flatMap(KnownPeer::identified)
        .map(said -> said.protocols())
        .orElse(Set.of());
  }

  @Test
  void connected_bothSides_knowEachOther() throws Exception {
    network.connect(1, 2);
    Until.holds(() -> !protocols(one, two).isEmpty() && !protocols(two, one).isEmpty());
    KnownPeer known = one.peers().get(two.id()).orElseThrow();
    assertThat(known.identified().orElseThrow().agentVersion()).isEqualTo("two/2");
    assertThat(known.identified().orElseThrow().protocolVersion()).isEqualTo("ipfs/0.1.0");
    assertThat(known.identified().orElseThrow().signedRecord()).isPresent();
    assertThat(known.addresses()).containsExactly(two.address());
    assertThat(protocols(one, two)).containsExactlyInAnyOrder(Identify.IDENTIFY, Identify.PUSH);
    Until.holds(() -> one.observed.contains(one.address()));
  }

  @Test
  void protocolComesAndGoes_peersAreTold() throws Exception {
    network.connect(1, 2);
    Until.holds(() -> !protocols(one, two).isEmpty() && !protocols(two, one).isEmpty());
    two.speak("/new/1", stream -> {});
    Until.holds(() -> protocols(one, two).contains("/new/1"));
    two.unlearn("/new/1");
    Until.holds(() -> !protocols(one, two).contains("/new/1"));
  }

  @Test
  void connected_remoteWithoutIdentify_isNotKnown() throws Exception {
    MemoryHost silent = network.host(3);
    network.connect(1, 3);
    network.connect(1, 2);
    Until.holds(() -> !protocols(one, two).isEmpty());
    assertThat(protocols(one, silent)).isEmpty();
  }

  @Test
  void installedWhileConnected_peersThatAskedInVain_areTold() throws Exception {
    MemoryHost late = network.host(3);
    network.connect(1, 3);
    network.connect(1, 2);
    Until.holds(() -> !protocols(one, two).isEmpty());
    assertThat(protocols(one, late)).isEmpty();

    Identify ofLate = identify(late, "late/1");
    try {
      late.connections().forEach(ofLate::connected);
      Until.holds(() -> protocols(one, late).contains(Identify.IDENTIFY));
    } finally {
      ofLate.close();
    }
  }

  @Test
  void protocolComes_beforeThePeerIsKnown_itIsToldLater() throws Exception {
    MemoryHost late = network.host(3);
    Identify ofLate = new Identify(late, TestKeys.CRYPTO, "late/1");
    try {
      late.speak(Identify.IDENTIFY, ofLate);
      late.speak(Identify.PUSH, ofLate);
      network.connect(1, 3);
      Until.holds(() -> !protocols(one, late).isEmpty());
      late.speak("/new/1", stream -> {});
      ofLate.protocolsChanged();
      late.connections().forEach(ofLate::connected);
      Until.holds(() -> protocols(one, late).contains("/new/1"));
    } finally {
      ofLate.close();
    }
  }

  @Test
  void pushed_partOfAMessage_leavesTheRestAsItWas() throws Exception {
    network.connect(1, 2);
    Until.holds(() -> !protocols(one, two).isEmpty() && !protocols(two, one).isEmpty());
    Identified before = said(two);

    push(new ProtobufWriter().text(6, "two/3").toBytes());
    Until.holds(() -> said(two).agentVersion().equals("two/3"));

    assertThat(said(two).protocolVersion()).isEqualTo(before.protocolVersion());
    assertThat(said(two).protocols()).isEqualTo(before.protocols());
    assertThat(said(two).listenAddresses()).isEqualTo(before.listenAddresses());
    assertThat(said(two).signedRecord().orElseThrow())
        .isEqualTo(before.signedRecord().orElseThrow());
  }

  @Test
  void pushed_recordOlderThanTheKnownOne_isLeftOut() throws Exception {
    network.connect(1, 2);
    Until.holds(() -> !protocols(one, two).isEmpty() && !protocols(two, one).isEmpty());
    byte[] newest = record(-1, "/ip4/192.0.2.1/tcp/1"); // 2^64 - 1

    push(new ProtobufWriter().text(6, "two/3").bytes(8, newest).toBytes());
    Until.holds(() -> said(two).agentVersion().equals("two/3"));
    assertThat(said(two).listenAddresses())
        .containsExactly(Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
    push(
        new ProtobufWriter()
            .text(6, "two/4")
            .bytes(8, record(5, "/ip4/192.0.2.2/tcp/2"))
            .toBytes());
    Until.holds(() -> said(two).agentVersion().equals("two/4"));

    assertThat(said(two).listenAddresses())
        .containsExactly(Multiaddr.parse("/ip4/192.0.2.1/tcp/1"));
    assertThat(said(two).signedRecord().orElseThrow()).isEqualTo(newest);
  }

  /** What one knows of it. */
  private Identified said(MemoryHost host) {
    return one.peers().get(host.id()).flatMap(KnownPeer::identified).orElseThrow();
  }

  private byte[] record(long sequence, String address) {
    return new PeerRecord(two.id(), sequence, List.of(Multiaddr.parse(address)))
        .sign(TestKeys.CRYPTO, two.key())
        .toBytes();
  }

  private void push(byte[] message) {
    try (Stream stream = two.open(one.id(), List.of(Identify.PUSH), DialOptions.DEFAULTS)) {
      DelimitedMessages.write(stream, message);
    }
  }
}
