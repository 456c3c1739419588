package org.helia.gateway.trustless.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.helia.api.block.Block;
import org.helia.api.block.BlockRequest;
import org.helia.api.block.BlockRequestAuthorizer;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.car.CarReader;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.metrics.CollectedMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GatewayTest {
  private static final Block BLOCK = SampleBlocks.raw(1, 1_000);
  private static final String RAW = "/ipfs/" + BLOCK.cid() + "?format=raw";
  private static final FakeHashers HASHERS = new FakeHashers();

  private final FakeBlocks blocks = new FakeBlocks();
  private RunningGateway running = new RunningGateway(blocks);

  @AfterEach
  void close() {
    running.close();
  }

  private void restart(Map<String, Object> options) {
    running.close();
    running = new RunningGateway(blocks, options);
  }

  private static Block cbor(Node value) {
    byte[] bytes = DagCbor.encode(value);
    return Block.of(Cid.v1(Multicodec.DAG_CBOR, HASHERS.sum(Multicodec.SHA2_256, bytes)), bytes);
  }

  private static List<Cid> cids(byte[] car) {
    List<Cid> cids = new ArrayList<>();
    CarReader reader = new CarReader(new ByteArrayInputStream(car));
    for (var section = reader.next(); section.isPresent(); section = reader.next()) {
      cids.add(section.get().block().cid());
    }
    return cids;
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 200, application/vnd.ipld.raw",
    "'application/vnd.ipld.raw', 200, application/vnd.ipld.raw",
    "'text/html, application/vnd.ipld.raw;q=0.5', 200, application/vnd.ipld.raw",
  })
  void get_raw_isTheBlock(String accept, int status, String type) throws Exception {
    blocks.put(BLOCK);
    boolean byQuery = accept.isEmpty();

    HttpResponse<byte[]> response =
        running.send(
            "GET",
            byQuery ? RAW : "/ipfs/" + BLOCK.cid(),
            byQuery ? Map.of() : Map.of("Accept", accept));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo(BLOCK.bytes());
    assertThat(header(response, "Content-Type")).isEqualTo(type);
    assertThat(header(response, "Content-Location")).isEqualTo(byQuery ? "" : RAW);
    assertThat(header(response, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"" + BLOCK.cid() + ".bin\"");
  }

  @Test
  void collect_requests_areCountedByStatus() throws Exception {
    blocks.put(BLOCK);
    running.get(RAW);
    running.get(RAW);
    running.get("/ipfs/nonsense?format=raw");

    org.helia.testkit.concurrent.Until.holds(
        () ->
            CollectedMetrics.of(running.gateway)
                .equals(
                    Map.of(
                        "helia_gateway_request_seconds{200}",
                        2.0,
                        "helia_gateway_request_seconds{400}",
                        1.0)));
  }

  @ParameterizedTest
  @CsvSource({
    "/ipfs/%s, '', 400",
    "/ipfs/%s, text/html, 406",
    "/ipfs/%s, application/vnd.ipld.car;version=2, 406",
    "/ipfs/%s, application/vnd.ipld.car;order=bfs, 406",
    "/ipfs/%s?format=tar, '', 406",
    "/ipfs/%s?format=dag-json, '', 406",
    "/ipfs/%s?format=nonsense, '', 400",
    "/ipfs/%s?format=ipns-record, '', 400",
    "/ipfs/%s/a?format=raw, '', 400",
    "/ipfs/%s?format=car&dag-scope=x, '', 400",
    "/ipfs/%s?format=car&entity-bytes=x, '', 400",
    "/ipfs/%s?format=car&entity-bytes=5:4, '', 400",
    "/ipfs/%s?format=car&car-version=2, '', 400",
    "/ipfs/%s?format=car&car-order=x, '', 400",
    "/ipfs/%s?format=car&car-dups=x, '', 400",
    "/ipfs/nonsense?format=raw, '', 400",
    "/ipfs/?format=raw, '', 400",
    "/ipfs/bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy?format=raw, '', 404",
    "/ipfs/bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy?format=car, '', 404",
    "/ipns/example.com?format=ipns-record, '', 501",
    "/ipns/example.com?format=raw, '', 501",
  })
  void get_whatCannotBe_isRefused(String path, String accept, int status) throws Exception {
    blocks.put(BLOCK);

    HttpResponse<byte[]> response =
        running.send(
            "GET",
            path.formatted(BLOCK.cid()),
            accept.isEmpty() ? Map.of() : Map.of("Accept", accept));

    assertThat(response.statusCode())
        .describedAs(() -> new String(response.body(), UTF_8))
        .isEqualTo(status);
    assertThat(header(response, "Content-Type")).startsWith("text/plain");
    assertThat(header(response, "Etag")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void any_probe_isEmptyAndThere(String method) throws Exception {
    HttpResponse<byte[]> response = running.send(method, "/ipfs/bafkqaaa?format=raw", Map.of());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(header(response, "Content-Length")).isEqualTo("0");
  }

  @Test
  void head_raw_isTheLengthAndNothingElse() throws Exception {
    blocks.put(BLOCK);

    HttpResponse<byte[]> response = running.send("HEAD", RAW, Map.of());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Length")).isEqualTo("1000");
    assertThat(response.body()).isEmpty();
    assertThat(running.send("HEAD", RAW.replace("raw", "car"), Map.of()).statusCode())
        .isEqualTo(200);
    blocks.delete(BLOCK.cid());
    assertThat(running.send("HEAD", RAW, Map.of()).statusCode()).isEqualTo(404);
    assertThat(running.send("HEAD", RAW.replace("raw", "car"), Map.of()).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "car", "car&dag-scope=block", "car&entity-bytes=0:5"})
  void get_knownTag_isNotModified(String format) throws Exception {
    blocks.put(BLOCK);
    String path = "/ipfs/" + BLOCK.cid() + "?format=" + format;
    String tag = header(running.get(path), "Etag");

    HttpResponse<byte[]> again =
        running.send("GET", path, Map.of("If-None-Match", "\"other\", " + tag));
    HttpResponse<byte[]> other = running.send("GET", path, Map.of("If-None-Match", "\"other\""));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "Etag")).isEqualTo(tag);
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void get_differentSelections_haveDifferentTags() throws Exception {
    blocks.put(BLOCK);
    List<String> tags = new ArrayList<>();
    for (String query :
        List.of("", "&dag-scope=block", "&dag-scope=entity", "&entity-bytes=0:5", "&car-dups=y")) {
      tags.add(header(running.get("/ipfs/" + BLOCK.cid() + "?format=car" + query), "Etag"));
    }

    assertThat(tags).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void get_onlyIfCachedAndMissing_preconditionFails() throws Exception {
    Map<String, String> cached = Map.of("Cache-Control", "only-if-cached");

    assertThat(running.send("GET", RAW, cached).statusCode()).isEqualTo(412);
    assertThat(running.send("HEAD", RAW, cached).statusCode()).isEqualTo(412);
    blocks.put(BLOCK);
    assertThat(running.send("GET", RAW, cached).statusCode()).isEqualTo(200);
  }

  @Test
  void get_unsafeFileName_isTold_safely() throws Exception {
    blocks.put(BLOCK);

    HttpResponse<byte[]> response = running.get(RAW + "&filename=%22%0d%0aSet-Cookie:x/%C3%BC.bin");

    assertThat(header(response, "Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"___Set-Cookie:x__.bin\";"
                + " filename*=UTF-8''%22%0D%0ASet-Cookie%3Ax%2F%C3%BC.bin");
    assertThat(header(response, "Set-Cookie")).isEmpty();
  }

  @Test
  void get_inlineBlocks_areLeftOutAndWhatIsBelowIsNot() throws Exception {
    byte[] inner = DagCbor.encode(new LinkNode(BLOCK.cid()));
    Cid inline = Cid.v1(Multicodec.DAG_CBOR, Multihash.of(Multicodec.IDENTITY, inner));
    Block root = cbor(new ListNode(List.of(new LinkNode(inline))));
    blocks.put(root);
    blocks.put(BLOCK);

    assertThat(cids(running.get("/ipfs/" + root.cid() + "?format=car").body()))
        .containsExactly(root.cid(), BLOCK.cid());
    assertThat(cids(running.get("/ipfs/bafkqaaa?format=car").body())).isEmpty();
  }

  @Test
  void get_pathIntoABlock_isNotImplemented() throws Exception {
    Block root = cbor(MapNode.of("a", new StringNode("text"), "b", new LinkNode(BLOCK.cid())));
    blocks.put(root);
    blocks.put(BLOCK);

    assertThat(running.get("/ipfs/" + root.cid() + "/a?format=car").statusCode()).isEqualTo(501);
    assertThat(running.get("/ipfs/" + root.cid() + "/c?format=car").statusCode()).isEqualTo(404);
    assertThat(cids(running.get("/ipfs/" + root.cid() + "/b?format=car").body()))
        .containsExactly(root.cid(), BLOCK.cid());
  }

  @Test
  void get_encodedNames_areDecodedOnce() throws Exception {
    Block root = cbor(MapNode.of("50% a/b+c", new LinkNode(BLOCK.cid())));
    blocks.put(root);
    blocks.put(BLOCK);

    HttpResponse<byte[]> response =
        running.get("/ipfs/" + root.cid() + "/50%25%20a%2Fb+c?format=car");

    // A name with a slash cannot be a segment of a path.
    assertThat(response.statusCode()).isEqualTo(400);
    Block other = cbor(MapNode.of("50% a+c", new LinkNode(BLOCK.cid())));
    blocks.put(other);
    HttpResponse<byte[]> plain = running.get("/ipfs/" + other.cid() + "/50%25%20a+c?format=car");
    assertThat(plain.statusCode())
        .describedAs(() -> new String(plain.body(), UTF_8))
        .isEqualTo(200);
    assertThat(running.get("/ipfs/" + other.cid() + "/%2e%2e/x?format=car").statusCode())
        .isEqualTo(400);
  }

  @Test
  void get_missingBelowAFewBytes_isNotFound() throws Exception {
    Block root = cbor(new ListNode(List.of(new LinkNode(BLOCK.cid()))));
    blocks.put(root);

    HttpResponse<byte[]> response = running.get("/ipfs/" + root.cid() + "?format=car");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(new String(response.body(), UTF_8)).contains(BLOCK.cid().toString());
  }

  @Test
  void get_missingBelowMuch_endsVisibly() {
    Block large = SampleBlocks.raw(7, 500_000);
    Block root = cbor(new ListNode(List.of(new LinkNode(large.cid()), new LinkNode(BLOCK.cid()))));
    blocks.put(root);
    blocks.put(large);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> running.get("/ipfs/" + root.cid() + "?format=car"));
  }

  @Test
  void get_refusedBlock_isGoneOrRefusedByLaw() throws Exception {
    blocks.put(BLOCK);
    Block root = cbor(new ListNode(List.of(new LinkNode(BLOCK.cid()))));
    blocks.put(root);
    BlockRequestAuthorizer refuses = request -> !request.cid().equals(BLOCK.cid());
    running.gateway.addAuthorizer(refuses);

    assertThat(running.get(RAW).statusCode()).isEqualTo(410);
    assertThat(running.send("HEAD", RAW, Map.of("If-None-Match", "*")).statusCode()).isEqualTo(410);
    assertThat(running.get("/ipfs/" + root.cid() + "?format=car").statusCode()).isEqualTo(410);
    assertThat(running.get("/ipfs/" + root.cid() + "/0?format=car").statusCode()).isEqualTo(410);
    running.gateway.removeAuthorizer(refuses);
    running.gateway.addAuthorizer(new Lawful());
    assertThat(running.get(RAW).statusCode()).isEqualTo(451);
  }

  private static final class Lawful implements BlockRequestAuthorizer {
    @Override
    public boolean allows(BlockRequest request) {
      return false;
    }

    @Override
    public boolean refusesByLaw(BlockRequest request) {
      return true;
    }
  }

  @Test
  void get_tooManyAtOnce_areToldToComeAgain() throws Exception {
    restart(Map.of("requests", 1));
    blocks.put(BLOCK);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    BlockRequestAuthorizer slow =
        request -> {
          inside.countDown();
          try {
            leave.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return true;
        };
    running.gateway.addAuthorizer(slow);
    Thread first =
        new Thread(
            () -> {
              try {
                running.get(RAW);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    first.start();
    inside.await();

    HttpResponse<byte[]> second = running.get(RAW);

    leave.countDown();
    first.join();
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(header(second, "Retry-After")).isNotEmpty();
    assertThat(running.get(RAW).statusCode()).isEqualTo(200);
  }

  private Block bigDag() {
    List<Node> links = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Block leaf = SampleBlocks.raw(100 + i, 1_000_000);
      blocks.put(leaf);
      links.add(new LinkNode(leaf.cid()));
    }
    Block root = cbor(new ListNode(links));
    blocks.put(root);
    return root;
  }

  private Socket ask(Cid root) throws IOException {
    Socket socket = new Socket("127.0.0.1", running.uri("/").getPort());
    OutputStream out = socket.getOutputStream();
    out.write(("GET /ipfs/" + root + "?format=car HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8));
    out.flush();
    InputStream in = socket.getInputStream();
    assertThat(in.readNBytes(1_000)).hasSize(1_000);
    return socket;
  }

  @Test
  void get_clientHangsUp_workEnds() throws Exception {
    Block root = bigDag();

    try (Socket socket = ask(root.cid())) {
      assertThat(blocks.openSessions()).isEqualTo(1);
      socket.setSoLinger(true, 0);
    }

    Until.holds(() -> blocks.openSessions() == 0);
  }

  @Test
  void get_clientNeverReads_isCutOffAfterItsTime() throws Exception {
    restart(Map.of("responseSeconds", 1L));
    Block root = bigDag();

    try (Socket socket = ask(root.cid())) {
      Until.holds(() -> blocks.openSessions() == 0);
      assertThat(socket.isClosed()).isFalse();
    }
    blocks.put(BLOCK);
    assertThat(running.get(RAW).statusCode()).isEqualTo(200);
  }

  @Test
  void close_requestsUnderWay_endsThem() throws Exception {
    Block root = bigDag();

    try (Socket socket = ask(root.cid())) {
      assertThat(socket.isConnected()).isTrue();
      running.gateway.close();
      Until.holds(() -> blocks.openSessions() == 0);
    }
    assertThat(running.get(RAW).statusCode()).isEqualTo(503);
  }

  @Test
  void settings_outOfRange_areNamed() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Settings.of(RunningGateway.config(Map.of("requests", 0))))
        .withMessageContaining("requests of org.helia.gateway.trustless");
  }

  @Test
  void get_manySmallNodes_areOneCar() throws Exception {
    List<Node> links = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Block leaf = cbor(new BytesNode(new byte[] {(byte) i, (byte) (i >> 8)}));
      blocks.put(leaf);
      links.add(new LinkNode(leaf.cid()));
    }
    Block root = cbor(new ListNode(links));
    blocks.put(root);

    assertThat(cids(running.get("/ipfs/" + root.cid() + "?format=car").body())).hasSize(2_001);
  }
}
