package org.helia.net.dns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.helia.api.CancelledException;
import org.helia.api.net.DnsAnswer;
import org.helia.api.net.NetException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

@Timeout(60)
class DnsLookupsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private DnsServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new DnsServer();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private DnsLookups lookups(Config config) {
    return new DnsLookups(DnsSettings.of(config.config()), () -> now);
  }

  private DnsLookups lookups() {
    return lookups(new Config().with("servers", new String[] {server.text()}));
  }

  @Test
  void texts_severalAndLong_areWholeAndInOrder() {
    String text = "x".repeat(600);
    server.txt("example.org", 60, "a", text);
    assertThat(lookups().texts("example.org", PATIENCE))
        .isEqualTo(new DnsAnswer<>(List.of("a", text), Duration.ofSeconds(60)));
  }

  @Test
  void texts_tooLong_areLeftOut() {
    server.txt("example.org", 60, "x".repeat(4_097), "a");
    assertThat(lookups().texts("example.org", PATIENCE).records()).containsExactly("a");
  }

  @Test
  void texts_tooMany_areCutOff() {
    server.txt(
        "example.org",
        60,
        IntStream.range(0, 1_000).mapToObj(Integer::toString).toArray(String[]::new));
    assertThat(lookups().texts("example.org", PATIENCE).records()).hasSize(256);
  }

  @Test
  void addresses_ofEitherKind() throws IOException {
    server.ip("example.org", "192.0.2.1", "2001:db8::1");
    DnsLookups lookups = lookups();
    assertThat(lookups.addresses4("example.org", PATIENCE).records())
        .containsExactly(InetAddress.getByName("192.0.2.1"));
    assertThat(lookups.addresses6("example.org", PATIENCE).records())
        .containsExactly(InetAddress.getByName("2001:db8::1"));
  }

  @Test
  void addresses_behindAliases_areFound_inCirclesAreNot() throws IOException {
    server.ip("c.example", "192.0.2.1").alias("b.example", "c.example");
    server.alias("a.example", "b.example");
    server.alias("x.example", "y.example").alias("y.example", "x.example");
    DnsLookups lookups = lookups();
    assertThat(lookups.addresses4("a.example", PATIENCE).records()).hasSize(1);
    assertThatThrownBy(() -> lookups.addresses4("x.example", PATIENCE))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("cannot look up x.example (A) at " + server.text());
  }

  @Test
  void texts_again_areKeptUntilTheirTimeIsOver() {
    server.txt("example.org", 60, "a");
    DnsLookups lookups = lookups();
    lookups.texts("example.org", PATIENCE);
    int asked = server.questions.get();
    now = now.plusSeconds(59);
    assertThat(lookups.texts("EXAMPLE.org", PATIENCE).timeToLive())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(server.questions).hasValue(asked);
    now = now.plusSeconds(1);
    lookups.texts("example.org", PATIENCE);
    assertThat(server.questions.get()).isGreaterThan(asked);
  }

  @Test
  void texts_timesToLive_areBounded() {
    server.txt("long.example", 1_000_000, "a").txt("none.example", 0, "a");
    DnsLookups lookups = lookups();
    assertThat(lookups.texts("long.example", PATIENCE).timeToLive()).isEqualTo(Duration.ofHours(1));
    lookups.texts("none.example", PATIENCE);
    int asked = server.questions.get();
    lookups.texts("none.example", PATIENCE);
    assertThat(server.questions.get()).isGreaterThan(asked);
  }

  @Test
  void cache_full_dropsWhatWasUsedLongestAgo() {
    server.txt("a.example", 60, "a").txt("b.example", 60, "b").txt("c.example", 60, "c");
    DnsLookups lookups =
        lookups(
            new Config().with("servers", new String[] {server.text()}).with("cachedAnswers", 2));
    lookups.texts("a.example", PATIENCE);
    lookups.texts("b.example", PATIENCE);
    lookups.texts("a.example", PATIENCE);
    lookups.texts("c.example", PATIENCE);
    int asked = server.questions.get();
    lookups.texts("a.example", PATIENCE);
    assertThat(server.questions).hasValue(asked);
    lookups.texts("b.example", PATIENCE);
    assertThat(server.questions.get()).isGreaterThan(asked);
  }

  @Test
  void texts_ofNoName_andOfANameWithoutTexts() throws IOException {
    server.ip("example.org", "192.0.2.1");
    DnsLookups lookups = lookups();
    assertThat(lookups.texts("example.org", PATIENCE).records()).isEmpty();
    assertThatThrownBy(() -> lookups.texts("other.example", PATIENCE))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("there is no name other.example, say " + server.text());
    assertThatThrownBy(() -> lookups.texts("x".repeat(64) + ".example", PATIENCE))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("is not a name");
  }

  @Test
  void texts_silentServer_endsInTime_andTheNextServerIsAsked() throws IOException {
    server.mood = DnsServer.Mood.SILENT;
    DnsLookups lookups = lookups();
    assertThatThrownBy(() -> lookups.texts("example.org", Duration.ofMillis(300)))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("no answer about example.org (TXT) from " + server.text());
    try (DnsServer other = new DnsServer()) {
      other.txt("example.org", 60, "a");
      Config both =
          new Config()
              .with("servers", new String[] {server.text() + "," + other.text()})
              .with("queryMillis", 200L);
      assertThat(lookups(both).texts("example.org", PATIENCE).records()).containsExactly("a");
    }
  }

  @Test
  void texts_brokenServers_areNamed() {
    for (DnsServer.Mood mood :
        new DnsServer.Mood[] {DnsServer.Mood.BROKEN, DnsServer.Mood.GARBAGE}) {
      server.mood = mood;
      Config config =
          new Config().with("servers", new String[] {server.text()}).with("queryMillis", 200L);
      assertThatThrownBy(() -> lookups(config).texts("example.org", PATIENCE))
          .isInstanceOf(NetException.class)
          .hasMessageContaining("cannot look up example.org (TXT) at " + server.text());
    }
  }

  @Test
  void texts_noServerThere_isSaidInWords() throws IOException {
    String address = server.text();
    DnsLookups lookups = lookups();
    server.close();
    assertThatThrownBy(() -> lookups.texts("example.org", PATIENCE))
        .isInstanceOf(NetException.class)
        .hasMessageContaining("cannot look up example.org (TXT) at " + address)
        .hasMessageNotContaining("Exception");
  }

  @Test
  void texts_interrupted_ends() {
    server.mood = DnsServer.Mood.SILENT;
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lookups().texts("example.org", PATIENCE))
        .isInstanceOf(CancelledException.class);
    Thread.interrupted();
  }

  @Test
  void texts_overHttp_areTheSame() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    http.createContext(
        "/dns-query",
        exchange -> {
          byte[] answer =
              overHttp(
                  exchange.getRequestURI().getQuery(), exchange.getRequestBody().readAllBytes());
          exchange.getResponseHeaders().set("Content-Type", "application/dns-message");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    http.start();
    String url = "http://127.0.0.1:" + http.getAddress().getPort() + "/dns-query";
    try {
      assertThat(
              lookups(new Config().with("servers", new String[] {url}))
                  .texts("example.org", PATIENCE)
                  .records())
          .containsExactly("over http");
    } finally {
      http.stop(0);
    }
  }

  /** RFC 8484 sends questions in the body, or in the query as base64url. */
  private static byte[] overHttp(@Nullable String query, byte[] body) throws IOException {
    Message asked =
        new Message(
            query == null ? body : Base64.getUrlDecoder().decode(query.substring("dns=".length())));
    Record question = asked.getQuestion();
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(question, Section.QUESTION);
    answer.addRecord(new TXTRecord(question.getName(), DClass.IN, 60, "over http"), Section.ANSWER);
    return answer.toWire();
  }
}
