package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.PeerStore.Identified;
import org.helia.api.net.Stream;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.helia.testkit.net.MemoryHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NetworkCommandsTest {
  private final TestShell shell = new TestShell();
  private final MemoryHost own = shell.node.network.host(1);
  private final MemoryHost other = shell.node.network.host(2);
  private final String address = other.address() + "/p2p/" + other.id();

  @BeforeEach
  void startNetwork() {
    shell.node.services.put("host", true);
  }

  @AfterEach
  void close() {
    shell.node.network.close();
    shell.close();
  }

  private void connect() {
    own.connect(new PeerAddresses(other.id(), List.of(other.address())), DialOptions.DEFAULTS);
  }

  private static Identified identified() {
    return new Identified(
        "kubo/0.42.0", "ipfs/0.1.0", Set.of("/b/1", "/a/1"), List.of(), Optional.empty());
  }

  @Test
  void swarmConnect_address_connectsAsKuboSays() {
    assertThat(shell.run("swarm-connect", address).out())
        .isEqualTo("connect " + other.id() + " success\n");
    assertThat(own.connections(other.id())).hasSize(1);
    assertThat(shell.run("swarm-connect", other.id().toString(), "--json").out())
        .isEqualTo("{\"Strings\":[\"connect " + other.id() + " success\"]}\n");
  }

  @Test
  void swarmConnect_nobodyThere_namesEachAddress() {
    Result result = shell.run("swarm-connect", "/memory/9/p2p/" + other.id());
    assertThat(result.error()).contains("1 of 1 peers were not reached");
    assertThat(result.err())
        .contains("cannot connect to peer " + other.id(), "/memory/9: connection refused");
  }

  @Test
  void swarmConnect_noPeer_isRefused() {
    assertThat(shell.run("swarm-connect", "/memory/9").error()).contains("needs a peer");
    assertThat(shell.run("swarm-connect", "nonsense").error()).contains("not a peer");
  }

  @Test
  void swarmDisconnect_peer_closesConnections() {
    connect();
    assertThat(shell.run("swarm-disconnect", address).out())
        .isEqualTo("disconnect " + other.id() + " success\n");
    assertThat(own.connections()).isEmpty();
    assertThat(shell.run("swarm-disconnect", address).error()).contains("not connected");
  }

  @Test
  void swarmPeers_options_showMore() {
    connect();
    own.peers().identified(other.id(), identified());
    assertThat(shell.run("swarm-peers").out()).isEqualTo(address + "\n");
    assertThat(shell.run("swarm-peers", "--direction").out()).isEqualTo(address + " outbound\n");
    assertThat(shell.run("swarm-peers", "-v").out())
        .contains("  AgentVersion: kubo/0.42.0\n", "    /a/1\n    /b/1\n");
    assertThat(shell.run("swarm-peers", "--json").out())
        .contains("\"Peer\":\"" + other.id() + "\"", "\"Direction\":2", "\"Identify\":{");
  }

  @Test
  void swarmPeers_latency_isMeasured() {
    answerPings();
    connect();
    assertThat(shell.run("swarm-peers", "--latency", "--direction").out())
        .matches(Pattern.quote(address) + " [0-9]+\\.[0-9]{3}ms outbound\n");
    assertThat(shell.run("swarm-peers", "--latency", "--json").out())
        .containsPattern("\"Latency\":\"[0-9.]+ms\"");
    assertThat(shell.run("swarm-peers", "--json").out()).doesNotContain("Latency");
  }

  @Test
  void swarmPeers_latencyOfOneThatSpeaksNoPing_isNotKnown() {
    connect();
    assertThat(shell.run("swarm-peers", "--latency").out()).isEqualTo(address + " n/a\n");
  }

  @Test
  void swarmPeers_streams_areNamed() {
    other.speak("/held/1", stream -> {});
    connect();
    try (Stream stream = own.connections(other.id()).get(0).open("/held/1")) {
      assertThat(stream.protocol()).isEqualTo("/held/1");
      assertThat(shell.run("swarm-peers", "--streams").out()).isEqualTo(address + "\n  /held/1\n");
    }
  }

  @Test
  void swarmCommands_standardInput_areItsLines() {
    assertThat(shell.input(address + "\n").run("swarm-connect").out())
        .isEqualTo("connect " + other.id() + " success\n");
    assertThat(shell.input(other.id() + "\n").run("swarm-disconnect").out())
        .isEqualTo("disconnect " + other.id() + " success\n");
    assertThat(shell.input("").run("swarm-connect").error()).contains("\"peer\" is required");
  }

  @Test
  void swarmAddrs_kinds_areShown() {
    own.peers().addAddresses(other.id(), List.of(other.address()), Duration.ofHours(1));
    assertThat(shell.run("swarm-addrs").out())
        .isEqualTo(other.id() + " (1)\n\t" + other.address() + "\n");
    assertThat(shell.run("swarm-addrs", "listen").out()).isEqualTo("/memory/1\n");
    assertThat(shell.run("swarm-addrs", "local", "--id").out())
        .isEqualTo("/memory/1/p2p/" + own.id() + "\n");
    assertThat(shell.run("swarm-addrs", "other").misused()).isTrue();
  }

  @Test
  void swarmResources_limits_areShownInColumns() {
    List<String> table = shell.run("swarm-resources").out().lines().toList();
    assertThat(table).hasSizeGreaterThan(1);
    assertThat(table.stream().map(String::length).distinct()).hasSize(1);
    assertThat(shell.run("swarm-resources").out()).contains("Limit Name", "system");
    assertThat(shell.run("swarm-resources", "--json").out())
        .startsWith("{\"ScopeName\":\"system\"");
  }

  private void answerPings() {
    other.speak(
        "/ipfs/ping/1.0.0",
        stream -> {
          ByteBuffer bytes = ByteBuffer.allocate(32);
          while (stream.read(bytes) >= 0) {
            stream.write(bytes.flip());
            bytes.clear();
          }
        });
  }

  @Test
  void ping_peer_showsTimesAndAverage() {
    answerPings();
    assertThat(shell.run("ping", "-n", "2", "--interval-ms", "0", address).out())
        .startsWith("PING " + other.id() + ".\nPong received: time=")
        .contains("Average latency: ");
    assertThat(shell.run("ping", "-n", "0", address).misused()).isTrue();
  }

  @Test
  void ping_json_hasTimesWithoutTextAndTheAverageAsText() {
    answerPings();
    List<String> lines = shell.run("ping", "-n", "1", "--json", address).out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .isEqualTo("{\"Success\":true,\"Time\":0,\"Text\":\"PING " + other.id() + ".\"}");
    assertThat(lines.get(1)).matches("\\{\"Success\":true,\"Time\":[1-9][0-9]*,\"Text\":\"\"}");
    assertThat(lines.get(2))
        .matches("\\{\"Success\":true,\"Time\":0,\"Text\":\"Average latency: [0-9.]+ms\"}");
  }

  @Test
  void protocol_peerDoesNotSpeakIt_isSaid() {
    own.peers().identified(other.id(), identified());
    assertThat(shell.run("ping", address).error())
        .isEqualTo("peer " + other.id() + " does not speak /ipfs/ping/1.0.0");
    assertThat(shell.run("net-perf", address).error())
        .isEqualTo("peer " + other.id() + " does not speak /perf/1.0.0");
  }

  @Test
  void netPerf_peer_showsBothWays() {
    other.speak("/perf/1.0.0", NetworkCommandsTest::answerPerf);
    assertThat(shell.run("net-perf", "--up", "100000", "--down", "7", address).out())
        .startsWith("Upload: 100000 bytes in ")
        .contains("MB/s\nDownload: 7 bytes in ");
    assertThat(shell.run("net-perf", "--down", "8", address).error())
        .contains("asked the peer for 8 bytes, and it sent 7");
    assertThat(shell.run("net-perf", "--up", "-1", address).misused()).isTrue();
  }

  private static void answerPerf(Stream stream) {
    ByteBuffer buffer = ByteBuffer.allocate(10_000);
    while (stream.read(buffer.clear()) >= 0) {
      assertThat(buffer.position()).isPositive();
    }
    stream.write(ByteBuffer.allocate(7));
  }

  @Test
  void id_ofAnother_isWhatItSays() {
    own.peers().identified(other.id(), identified());
    assertThat(shell.run("id", address).out())
        .contains(other.id().toString(), "kubo/0.42.0", "\"/a/1\"");
    assertThat(shell.run("id", "-f", "<protocols>", address).out()).isEqualTo("/a/1\n/b/1");
  }

  @Test
  void statsBw_nothingSent_isZero() {
    assertThat(shell.run("stats-bw").out())
        .isEqualTo("Bandwidth\nTotalIn: 0 B\nTotalOut: 0 B\nRateIn: 0 B/s\nRateOut: 0 B/s\n");
    assertThat(shell.run("stats-bw", "-p", "x", "-t", "y").misused()).isTrue();
    assertThat(shell.run("stats-bw", "-i", "10ms", "--json").out()).contains("\"RateIn\":0");
    for (String wrong : new String[] {"1", "0s", "2h"}) {
      assertThat(shell.run("stats-bw", "--interval", wrong).error())
          .contains("--interval", "\"" + wrong + "\"");
    }
  }

  @Test
  void statsBw_poll_isKubosTable() {
    assertThat(shell.run("stats-bw", "--poll", "-i", "5ms", "--timeout", "2s").out())
        .matches(
            "Total Up    Total Down  Rate Up     Rate Down\n(     0 B         0 B         0 B/s  "
                + "     0 B/s\n)+");
    assertThat(
            shell
                .terminals(true, true, true)
                .run("stats-bw", "--poll", "-i", "5ms", "--timeout", "2s")
                .out())
        .matches("Total Up [^\\n]*\n(     0 B [^\\n]*/s      \r)+");
  }

  @Test
  void metrics_withAndWithoutPrefix() {
    assertThat(shell.run("metrics").out())
        .isEqualTo("helia_test 1.0\nhelia_other{kind=\"a\"} 2.0\n# EOF\n");
    assertThat(shell.run("metrics", "helia_o").out()).isEqualTo("helia_other{kind=\"a\"} 2.0\n");
  }

  @Test
  void status_network_isShown() {
    assertThat(shell.run("status").out())
        .contains("Listens:  /memory/1", "Network:  memory with /memory and /memory");
  }
}
