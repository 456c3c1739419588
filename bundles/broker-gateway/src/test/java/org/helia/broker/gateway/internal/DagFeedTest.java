package org.helia.broker.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.helia.api.block.Block;
import org.helia.api.block.BrokerSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.block.FetchedBlock;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.Node;
import org.helia.ipld.car.CarWriter;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DagFeedTest {
  private static final FakeHashers HASHERS = new FakeHashers();

  private final List<AutoCloseable> open = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  @AfterTry
  void close() throws Exception {
    over.countDown();
    for (AutoCloseable each : open) {
      each.close();
    }
    open.clear();
  }

  /** A root over inner blocks over leaves, in depth-first order. */
  private static List<Block> dag(int inner, int leaves, int size) {
    List<Block> below = new ArrayList<>();
    List<Cid> children = new ArrayList<>();
    for (int i = 0; i < inner; i++) {
      List<Block> group = new ArrayList<>();
      for (int leaf = 0; leaf < leaves; leaf++) {
        group.add(SampleBlocks.raw(i * 1_000L + leaf, size));
      }
      Block parent = list(group.stream().map(Block::cid).toList());
      children.add(parent.cid());
      below.add(parent);
      below.addAll(group);
    }
    List<Block> all = new ArrayList<>(List.of(list(children)));
    all.addAll(below);
    return all;
  }

  private static Block list(List<Cid> links) {
    List<Node> items = new ArrayList<>();
    links.forEach(link -> items.add(new LinkNode(link)));
    byte[] bytes = DagCbor.encode(new ListNode(items));
    return Block.of(Cid.v1(Multicodec.DAG_CBOR, HASHERS.sum(Multicodec.SHA2_256, bytes)), bytes);
  }

  private static byte[] car(List<Block> blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter car = new CarWriter(out, List.of(blocks.get(0).cid()));
    blocks.forEach(car::write);
    car.flush();
    return out.toByteArray();
  }

  private static Map<String, byte[]> byCid(List<Block> blocks) {
    Map<String, byte[]> map = new LinkedHashMap<>();
    blocks.forEach(block -> map.put(block.cid().toString(), block.bytes()));
    return map;
  }

  /** What answers a request for a CAR. */
  @FunctionalInterface
  private interface CarAnswer {
    void write(OutputStream out) throws IOException;
  }

  private TestServer server(List<Block> blocks, CarAnswer car) {
    Map<String, byte[]> raw = byCid(blocks);
    TestServer server =
        new TestServer(
            (path, out) -> {
              if (path.contains("format=car")) {
                car.write(out);
              } else {
                TestServer.ok(out, raw.get(TestServer.cidOf(path)));
              }
            });
    open.add(server);
    return server;
  }

  private static void whole(OutputStream out, byte[] car) throws IOException {
    TestServer.head(out, "200 OK", "Content-Type: application/vnd.ipld.car; version=1\r\n");
    out.write(car);
    out.flush();
  }

  private BrokerSession session(TestServer server, Cid root) {
    GatewayBroker broker =
        new GatewayBroker(
            HASHERS, GatewayBrokerTest.config(Map.of("gateways", new String[] {server.url()})));
    open.add(0, broker::close);
    BrokerSession session = broker.session(FetchOptions.DEFAULTS);
    session.expectDag(root);
    return session;
  }

  /** Wants some blocks, a few at once, in an order. */
  private static void fetch(BrokerSession session, List<Block> blocks) throws Exception {
    List<CompletableFuture<Optional<FetchedBlock>>> wants = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      for (int next = wants.size(); next < Math.min(i + 8, blocks.size()); next++) {
        wants.add(session.want(blocks.get(next).cid()));
      }
      FetchedBlock fetched = wants.get(i).get(60, TimeUnit.SECONDS).orElseThrow();
      assertThat(fetched.block().block()).isEqualTo(blocks.get(i));
    }
  }

  private static List<String> rawPaths(TestServer server) {
    return server.paths().stream().filter(path -> path.contains("format=raw")).toList();
  }

  @Test
  void want_wholeDagInOrder_isOneRequest() throws Exception {
    List<Block> blocks = dag(5, 40, 2_000);
    TestServer server = server(blocks, out -> whole(out, car(blocks)));

    fetch(session(server, blocks.get(0).cid()), blocks);

    assertThat(server.paths())
        .containsExactly(
            "/ipfs/%s?format=car&dag-scope=all&car-order=dfs&car-dups=n"
                .formatted(blocks.get(0).cid()));
  }

  @Test
  void takeAhead_sessionClosed_handsOutOnceWhatHasCome() throws Exception {
    List<Block> blocks = dag(2, 10, 1_000);
    TestServer server = server(blocks, out -> whole(out, car(blocks)));
    BrokerSession session = session(server, blocks.get(0).cid());
    Block last = blocks.get(blocks.size() - 1);
    fetch(session, List.of(blocks.get(0), last));

    session.close();

    for (Block came : blocks.subList(1, blocks.size() - 1)) {
      assertThat(session.takeAhead(came.cid()).map(each -> each.block().block())).contains(came);
      assertThat(session.takeAhead(came.cid())).isEmpty();
    }
    assertThat(session.takeAhead(last.cid())).isEmpty();
  }

  /** Others are asked for what comes behind it, so that it would come twice. */
  @Test
  void takeAhead_leavesAreStillWanted_carEndsBehindTheLastOfThem() throws Exception {
    List<Block> blocks = dag(2, 400, 256 * 1_024);
    byte[] car = car(blocks);
    CountDownLatch leaving = new CountDownLatch(1);
    AtomicLong sent = new AtomicLong();
    TestServer server =
        server(
            blocks,
            out -> {
              whole(out, Arrays.copyOf(car, 1_000_000));
              await(leaving);
              sendRest(out, car, 1_000_000, sent);
            });
    BrokerSession session = session(server, blocks.get(0).cid());
    Block farInner = blocks.get(402);
    List<Block> wanted = new ArrayList<>(blocks.subList(0, 30));
    wanted.add(farInner);
    List<CompletableFuture<Optional<FetchedBlock>>> wants =
        wanted.stream().map(block -> session.want(block.cid())).toList();

    assertThat(session.takeAhead(blocks.get(60).cid())).isEmpty();
    leaving.countDown();

    for (int i = 0; i < wanted.size(); i++) {
      assertThat(wants.get(i).get(60, TimeUnit.SECONDS).orElseThrow().block().block())
          .isEqualTo(wanted.get(i));
    }
    assertThat(rawPaths(server)).singleElement().asString().contains(farInner.cid().toString());
    session.close();
    assertThat(blocks.subList(30, 402))
        .noneMatch(block -> session.takeAhead(block.cid()).isPresent());
    // What the system's buffers hold may be on its way.
    assertThat(sent.get()).isLessThan(car.length / 2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Property(tries = 25)
  void want_carEndsAnywhere_goesOnWithBlocksThatDidNotCome(
      @ForAll @DoubleRange(min = 0, max = 1) double part) throws Exception {
    List<Block> blocks = dag(3, 10, 3_000);
    byte[] car = car(blocks);
    int length = (int) (part * car.length);
    TestServer server = server(blocks, out -> whole(out, Arrays.copyOf(car, length)));

    fetch(session(server, blocks.get(0).cid()), blocks);

    List<Block> came = new ArrayList<>();
    for (Block block : blocks) {
      came.add(block);
      if (car(came).length > length) {
        came.remove(block);
        break;
      }
    }
    assertThat(rawPaths(server)).doesNotHaveDuplicates().hasSize(blocks.size() - came.size());
  }

  @Property(tries = 15)
  void want_anyOrder_everyBlockComes(@ForAll @IntRange(min = 0, max = 1_000_000) int seed)
      throws Exception {
    List<Block> blocks = dag(4, 20, 1_000);
    TestServer server = server(blocks, out -> whole(out, car(blocks)));
    List<Block> shuffled = new ArrayList<>(blocks);
    Collections.shuffle(shuffled, new Random(seed));

    fetch(session(server, blocks.get(0).cid()), shuffled);
  }

  @Test
  void want_otherOrderAndMoreThanIsKept_everyBlockComes() throws Exception {
    List<Block> blocks = dag(4, 40, 256 * 1_024);
    TestServer server = server(blocks, out -> whole(out, car(blocks)));
    List<Block> backwards = new ArrayList<>(blocks.subList(1, blocks.size()));
    Collections.reverse(backwards);
    backwards.add(0, blocks.get(0));

    fetch(session(server, blocks.get(0).cid()), backwards);
  }

  @Test
  void want_halfOfTheDagIsHereAlready_restComesOverTheCar() throws Exception {
    List<Block> blocks = dag(10, 40, 100_000);
    TestServer server = server(blocks, out -> whole(out, car(blocks)));
    List<Block> missing = new ArrayList<>(blocks.subList(0, 1));
    missing.addAll(blocks.subList(blocks.size() / 2, blocks.size()));

    fetch(session(server, blocks.get(0).cid()), missing);

    assertThat(rawPaths(server)).hasSizeLessThan(missing.size() / 2);
  }

  @Test
  void want_carLies_liesNeverLeave() throws Exception {
    List<Block> blocks = dag(3, 10, 1_000);
    byte[] car = car(blocks);
    car[car.length / 2] ^= 1;
    TestServer liar = server(blocks, out -> whole(out, car));

    fetch(session(liar, blocks.get(0).cid()), blocks);

    assertThat(rawPaths(liar)).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void want_carIsRefused_comesBlockByBlock() throws Exception {
    List<Block> blocks = dag(2, 10, 1_000);
    TestServer server =
        server(blocks, out -> TestServer.respond(out, "406 Not Acceptable", "", new byte[0]));

    fetch(session(server, blocks.get(0).cid()), blocks);

    assertThat(rawPaths(server)).hasSize(blocks.size());
  }

  @Test
  void want_carIsSomethingElse_comesBlockByBlock() throws Exception {
    List<Block> blocks = dag(2, 10, 1_000);
    TestServer server =
        server(
            blocks,
            out -> TestServer.respond(out, "200 OK", "Content-Type: text/html\r\n", car(blocks)));

    fetch(session(server, blocks.get(0).cid()), blocks);

    assertThat(rawPaths(server)).hasSize(blocks.size());
  }

  @Test
  void want_carStalls_comesBlockByBlock() throws Exception {
    List<Block> blocks = dag(3, 10, 1_000);
    byte[] car = car(blocks);
    TestServer server =
        server(
            blocks,
            out -> {
              whole(out, Arrays.copyOf(car, car.length / 2));
              await(over);
            });

    fetch(session(server, blocks.get(0).cid()), blocks);

    assertThat(rawPaths(server)).isNotEmpty().doesNotHaveDuplicates();
  }

  /** It would bring again what was asked for by itself meanwhile, and never get ahead. */
  @Test
  void want_carStallsAndFollowsBehind_isGivenUp() throws Exception {
    List<Block> blocks = dag(1, 800, 128 * 1_024);
    byte[] car = car(blocks);
    AtomicLong sent = new AtomicLong();
    CountDownLatch raw = new CountDownLatch(40);
    Map<String, byte[]> bytes = byCid(blocks);
    TestServer server =
        new TestServer(
            (path, out) -> {
              if (path.contains("format=car")) {
                whole(out, Arrays.copyOf(car, 1_000_000));
                await(raw);
                sendRest(out, car, 1_000_000, sent);
              } else {
                TestServer.ok(out, bytes.get(TestServer.cidOf(path)));
                raw.countDown();
              }
            });
    open.add(server);

    fetch(session(server, blocks.get(0).cid()), blocks);

    assertThat(rawPaths(server)).doesNotHaveDuplicates().hasSizeGreaterThan(40);
    assertThat(sent.get()).isLessThan(car.length / 2);
  }

  private static void sendRest(OutputStream out, byte[] car, int from, AtomicLong sent)
      throws IOException {
    for (int at = from; at < car.length; at += 65_536) {
      out.write(car, at, Math.min(65_536, car.length - at));
      sent.addAndGet(65_536);
    }
  }

  @Test
  void want_readerIsSlow_carWaits() throws Exception {
    List<Block> blocks = dag(8, 64, 256 * 1_024);
    byte[] car = car(blocks);
    AtomicLong sent = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(1);
    TestServer server =
        server(
            blocks,
            out -> {
              TestServer.head(out, "200 OK", "Content-Type: application/vnd.ipld.car\r\n");
              try {
                sendRest(out, car, 0, sent);
              } finally {
                ended.countDown();
              }
            });
    BrokerSession session = session(server, blocks.get(0).cid());

    fetch(session, blocks.subList(0, 10));
    session.close();

    assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    // What is kept ahead, and what the system's buffers and the client's hold.
    assertThat(sent.get()).isLessThan(car.length / 2);
  }
}
