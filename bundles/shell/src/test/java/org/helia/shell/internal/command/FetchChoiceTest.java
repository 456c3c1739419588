package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.helia.api.block.BrokerInfo;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.fake.FakeNode;
import org.helia.shell.internal.grammar.UsageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchChoiceTest {
  private static final String FILE = "bafkreib2n2yhsdzzvsd4stzyk2zn2lc5cehgqelaejq2tkjd2o5shloiw4";

  private final TestShell shell = new TestShell();

  @AfterEach
  void close() {
    shell.close();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, /dns4/example.com/tcp/443/https",
    "http://example.com:8080/, /dns4/example.com/tcp/8080/http",
    "HTTP://127.0.0.1:8080, /ip4/127.0.0.1/tcp/8080/http",
    "http://[::1]:80, /ip6/::1/tcp/80/http",
    "/dns4/example.com/tcp/443/https, /dns4/example.com/tcp/443/https"
  })
  void parse_gateway_isAnAddress(String text, String address) {
    assertThat(FetchChoice.parse(text)).isEqualTo(Multiaddr.parse(address));
  }

  @Test
  void parse_peer_isAnAddress() {
    String peer = FakeNode.PEER_ID.toString();
    assertThat(FetchChoice.parse(peer)).hasToString("/p2p/" + peer);
    String address = "/ip4/127.0.0.1/tcp/4001/p2p/" + peer;
    assertThat(FetchChoice.parse(address)).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody",
        "",
        "/ip4/127.0.0.1/tcp/4001",
        "https://example.com/ipfs/",
        "https://user@example.com",
        "https://example.com/?format=raw",
        "https://",
        "ftp://example.com"
      })
  void parse_anythingElse_isRefusedWithTheOption(String text) {
    assertThatThrownBy(() -> FetchChoice.parse(text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--from");
  }

  @Test
  void get_fromTwoWithinATime_isPassedOn() {
    shell.node.unixFs.file(FILE, "hello");
    shell.run(
        "cat",
        "--timeout=10s",
        "--from=https://example.com",
        "--from",
        FakeNode.PEER_ID.toString(),
        FILE);

    FetchOptions options = shell.node.unixFs.fetchOptions;
    assertThat(options.offline()).isFalse();
    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(options.from())
        .containsExactly(
            Multiaddr.parse("/dns4/example.com/tcp/443/https"),
            Multiaddr.parse("/p2p/" + FakeNode.PEER_ID));
  }

  @Test
  void get_offline_isPassedOn() {
    shell.node.unixFs.file(FILE, "hello");
    shell.run("cat", "--offline", FILE);
    assertThat(shell.node.unixFs.fetchOptions.offline()).isTrue();
  }

  @Test
  void get_offlineFromSomebody_isMisuse() {
    assertThat(shell.run("cat", "--offline", "--from=https://example.com", FILE).misused())
        .isTrue();
  }

  @Test
  void brokers_some_areListedWithTheirFigures() {
    shell.node.brokers.add(
        new BrokerInfo("bitswap", 100, "b 1.0.0", 12, 10, 2_000_000, 1, 0, Duration.ofMillis(7)));
    assertThat(shell.run("brokers").out()).contains("bitswap", "100", "12", "2.0 MB", "7 ms");
    assertThat(shell.run("brokers", "--json").out())
        .isEqualTo(
            "{\"Name\":\"bitswap\",\"Ranking\":100,\"Bundle\":\"b 1.0.0\",\"Wants\":12,\"Delivered\":10,"
                + "\"DeliveredBytes\":2000000,\"Failures\":1,\"Lies\":0,\"LatencyMillis\":7.0}\n");
  }
}
