package org.helia.broker.gateway.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.api.net.JoinStep;
import org.helia.api.net.NetworkScope;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.metrics.CollectedMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class GatewayBrokerTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 5_000);
  private static final Block OTHER = SampleBlocks.raw(2, 5_000);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    over.countDown();
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private TestServer server(TestServer.Handler handler) {
    TestServer server = new TestServer(handler);
    open.add(server);
    return server;
  }

  private TestServer serverWith(Block... blocks) {
    TestServer server = TestServer.with(blocks);
    open.add(server);
    return server;
  }

  private GatewayBroker broker(TestServer... servers) {
    return broker(Map.of(), servers);
  }

  private GatewayBroker broker(Map<String, Object> options, TestServer... servers) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("gateways", List.of(servers).stream().map(TestServer::url).toArray(String[]::new));
    GatewayBroker broker = new GatewayBroker(new FakeHashers(), config(all));
    open.add(0, broker::close);
    return broker;
  }

  static BrokerConfig config(Map<String, Object> options) {
    return (BrokerConfig)
        Proxy.newProxyInstance(
            BrokerConfig.class.getClassLoader(),
            new Class<?>[] {BrokerConfig.class},
            (proxy, method, arguments) ->
                options.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  private static Optional<FetchedBlock> fetch(GatewayBroker broker) throws Exception {
    try (BrokerSession session = broker.session(FetchOptions.DEFAULTS)) {
      return session.want(BLOCK.cid()).get(30, TimeUnit.SECONDS);
    }
  }

  private void stall() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void collect_answers_areCountedByGatewayAndResult() throws Exception {
    TestServer has = serverWith(BLOCK);
    TestServer lacks = serverWith(OTHER);
    GatewayBroker one = broker(has);
    assertThat(fetch(one)).isPresent();
    assertThat(CollectedMetrics.of(one))
        .containsEntry("helia_broker_gateway_answers{" + has.url() + ",block}", 1.0);

    GatewayBroker other = broker(lacks);
    assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> fetch(other));
    assertThat(CollectedMetrics.of(other))
        .containsEntry("helia_broker_gateway_answers{" + lacks.url() + ",missing}", 1.0);
  }

  @Test
  void want_gatewayHasIt_isTheBlock() throws Exception {
    TestServer server = serverWith(BLOCK);

    FetchedBlock fetched = fetch(broker(server)).orElseThrow();

    assertThat(fetched.block().block()).isEqualTo(BLOCK);
    assertThat(fetched.from()).isEqualTo(server.url());
    assertThat(server.paths()).containsExactly("/ipfs/" + BLOCK.cid() + "?format=raw");
  }

  @Test
  void want_nobodyToAsk_isNothing() throws Exception {
    assertThat(fetch(broker())).isEmpty();
  }

  @Test
  void want_nobodyHasIt_saysWhoWasAsked() {
    TestServer one = serverWith();
    TestServer two = serverWith();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> fetch(broker(one, two)))
        .withCauseInstanceOf(BlockNotFoundException.class)
        .withMessageContaining(one.url() + " (no (404))")
        .withMessageContaining(two.url() + " (no (404))");
  }

  /** How a gateway can misbehave. */
  private enum Mischief {
    OTHER_BYTES,
    EMPTY,
    TRUNCATED,
    HUGE_LENGTH,
    ENDLESS,
    NOT_HTTP,
    CLOSES,
    REDIRECT_TO_ITSELF,
    REDIRECT_TO_PRIVATE,
    HTML,
    PACKED,
    ERROR,
    LONG_HEADERS,
    NEGATIVE_LENGTH;

    void answer(java.io.OutputStream out) throws IOException {
      String type = "Content-Type: application/vnd.ipld.raw\r\n";
      switch (this) {
        case OTHER_BYTES -> TestServer.ok(out, OTHER.bytes());
        case EMPTY -> TestServer.ok(out, new byte[0]);
        case TRUNCATED -> {
          TestServer.head(out, "200 OK", type + "Content-Length: 5000\r\n");
          out.write(BLOCK.bytes(), 0, 2_500);
        }
        case HUGE_LENGTH ->
            TestServer.head(out, "200 OK", type + "Content-Length: 9223372036854775807\r\n");
        case ENDLESS -> {
          TestServer.head(out, "200 OK", type);
          for (int i = 0; i < 1_000_000; i++) {
            out.write(OTHER.bytes());
          }
        }
        case NOT_HTTP -> out.write("220 mail.example ESMTP\r\n".getBytes(UTF_8));
        case CLOSES -> {}
        case REDIRECT_TO_ITSELF ->
            TestServer.respond(out, "302 Found", "Location: /ipfs/x\r\n", new byte[0]);
        case REDIRECT_TO_PRIVATE ->
            TestServer.respond(out, "301 Moved", "Location: http://10.0.0.1/\r\n", new byte[0]);
        case HTML ->
            TestServer.respond(out, "200 OK", "Content-Type: text/html\r\n", BLOCK.bytes());
        case PACKED ->
            TestServer.respond(
                out, "200 OK", type + "Content-Encoding: gzip\r\n", packed(new byte[100_000_000]));
        case ERROR -> TestServer.respond(out, "500 Oops", "", new byte[10_000]);
        case LONG_HEADERS -> {
          TestServer.head(out, "200 OK", ("X: " + "a".repeat(8_000) + "\r\n").repeat(200));
        }
        case NEGATIVE_LENGTH -> TestServer.head(out, "200 OK", type + "Content-Length: -1\r\n");
      }
    }

    private static byte[] packed(byte[] bytes) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      return packed.toByteArray();
    }
  }

  @ParameterizedTest
  @EnumSource(Mischief.class)
  void want_gatewayMisbehaves_isFetchedFromAnother(Mischief mischief) throws Exception {
    TestServer bad = server((path, out) -> mischief.answer(out));
    TestServer good = serverWith(BLOCK);

    FetchedBlock fetched = fetch(broker(bad, good)).orElseThrow();

    assertThat(fetched.block().block()).isEqualTo(BLOCK);
    assertThat(fetched.from()).isEqualTo(good.url());
  }

  @ParameterizedTest
  @EnumSource(Mischief.class)
  void want_onlyGatewayMisbehaves_failsAndNamesIt(Mischief mischief) {
    TestServer bad = server((path, out) -> mischief.answer(out));

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> fetch(broker(bad)))
        .withCauseInstanceOf(BlockException.class)
        .withMessageContaining(bad.url());
    // Java's client asks again when a connection is closed without a word.
    assertThat(bad.paths()).hasSizeBetween(1, 6);
  }

  @Test
  void want_gatewayStalls_isHedged() throws Exception {
    TestServer slow = server((path, out) -> stall());
    TestServer good = serverWith(BLOCK);

    assertThat(fetch(broker(slow, good)).orElseThrow().from()).isEqualTo(good.url());
    assertThat(slow.paths()).hasSize(1);
  }

  @Test
  void want_bodyTrickles_isGivenUp() {
    TestServer slow =
        server(
            (path, out) -> {
              TestServer.head(
                  out,
                  "200 OK",
                  "Content-Type: application/vnd.ipld.raw\r\nContent-Length: 5000\r\n");
              out.write(BLOCK.bytes(), 0, 10);
              out.flush();
              stall();
            });

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> fetch(broker(slow)))
        .withMessageContaining("10 bytes in")
        .withMessageContaining("too slow");
  }

  @Test
  void want_noAnswerAtAll_isGivenUp() {
    TestServer slow = server((path, out) -> stall());

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> fetch(broker(Map.of("responseMillis", 100), slow)))
        .withMessageContaining(slow.url() + " (no answer in time)");
  }

  @Test
  void asked_whileWaiting_saysWhomAndSinceWhen() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    TestServer slow =
        server(
            (path, out) -> {
              asked.countDown();
              stall();
            });
    try (BrokerSession session = broker(slow).session(FetchOptions.DEFAULTS)) {
      CompletableFuture<?> want = session.want(BLOCK.cid());
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(session.asked(BLOCK.cid())).contains(slow.url()).contains("no answer for");
      assertThat(want).isNotDone();
    }
  }

  @Test
  void close_wantsWait_failsThem() throws Exception {
    TestServer slow = server((path, out) -> stall());
    GatewayBroker broker = broker(slow);
    BrokerSession session = broker.session(FetchOptions.DEFAULTS);
    CompletableFuture<?> want = session.want(BLOCK.cid());

    broker.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> want.get(30, TimeUnit.SECONDS))
        .withCauseInstanceOf(BlockException.class);
    assertThatExceptionOfType(BlockException.class)
        .isThrownBy(() -> broker.session(FetchOptions.DEFAULTS));
  }

  @Test
  void want_manyAtOnce_neverMoreThanTheLimitAtAGateway() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TestServer server =
        server(
            (path, out) -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              for (int i = 0; i < 100; i++) {
                Block block = SampleBlocks.raw(i, 100);
                if (path.contains(block.cid().toString())) {
                  now.decrementAndGet();
                  TestServer.ok(out, block.bytes());
                }
              }
            });
    try (BrokerSession session =
        broker(Map.of("requestsPerGateway", 3), server).session(FetchOptions.DEFAULTS)) {
      List<CompletableFuture<Optional<FetchedBlock>>> wants = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        wants.add(session.want(SampleBlocks.raw(i, 100).cid()));
      }
      for (CompletableFuture<Optional<FetchedBlock>> want : wants) {
        assertThat(want.get(30, TimeUnit.SECONDS)).isPresent();
      }
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void session_fromAGateway_asksThatOneFirst() throws Exception {
    TestServer configured = serverWith(BLOCK);
    TestServer named = serverWith(BLOCK);
    FetchOptions options =
        FetchOptions.DEFAULTS.withFrom(
            List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/" + named.port() + "/http")));

    try (BrokerSession session = broker(configured).session(options)) {
      assertThat(session.want(BLOCK.cid()).get(30, TimeUnit.SECONDS).orElseThrow().from())
          .isEqualTo(named.url());
    }
  }

  @Test
  void want_routerNamesAGateway_isAskedOnlyWhereItMayBe() throws Exception {
    TestServer routed = serverWith(BLOCK);
    GatewayBroker careful = broker();
    careful.setRouting(new OneProvider(routed));
    GatewayBroker daring = broker(Map.of("privateAddresses", true));
    daring.setRouting(new OneProvider(routed));

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> fetch(careful))
        .withMessageContaining("127.0.0.1 is not a public one");
    assertThat(routed.paths()).isEmpty();
    assertThat(fetch(daring).orElseThrow().from()).isEqualTo(routed.url());
  }

  @Test
  void want_gatewayFailed_isAskedLastFromThenOn() throws Exception {
    TestServer bad = server((path, out) -> TestServer.respond(out, "500 Oops", "", new byte[0]));
    TestServer good = serverWith(BLOCK);
    GatewayBroker broker = broker(bad, good);

    for (int i = 0; i < 5; i++) {
      assertThat(fetch(broker).orElseThrow().from()).isEqualTo(good.url());
    }

    assertThat(bad.paths()).hasSize(1);
  }

  @Test
  void joined_publicNetwork_plansItsGatewaysAndNoOtherDoes() {
    GatewayBroker broker = broker();

    assertThat(broker.plan(NetworkScope.NONE)).isEmpty();
    assertThat(broker.plan(NetworkScope.LAN)).isEmpty();
    assertThat(broker.plan(NetworkScope.PUBLIC))
        .extracting(JoinStep::target)
        .containsExactly("https://trustless-gateway.link", "https://4everland.io");
  }
}
