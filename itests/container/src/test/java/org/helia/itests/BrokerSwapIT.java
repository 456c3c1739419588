package org.helia.itests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.helia.api.block.BrokerInfo;
import org.helia.api.block.FetchOptions;
import org.helia.api.net.Host;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Brokers leave in the middle of a fetch from another node, which offers the same blocks over
 * Bitswap and over HTTP. The reader never notices as long as one broker is left.
 */
public class BrokerSwapIT extends HeliaContainer {
  private static final String ROUNDS_PROPERTY = "helia.swap.fetches";
  private static final String SIZE_PROPERTY = "helia.swap.mebibytes";
  private static final String DISTRIBUTION_PROPERTY = "helia.distribution";
  private static final String FOLDER_PROPERTY = "helia.swap.folder";

  /** Each way; twenty with {@code -Plarge}. */
  private static final int ROUNDS = Integer.getInteger(ROUNDS_PROPERTY, 3);

  /** What is fetched in each round; 500 MiB with {@code -Plarge}. */
  private static final int MEBIBYTES = Integer.getInteger(SIZE_PROPERTY, 64);

  /** The buffer of the JDK's client's sockets, which else grows up to what the system allows. */
  private static final String BUFFER_PROPERTY = "jdk.httpclient.receiveBufferSize";

  private static final int BUFFER_BYTES = 256 * 1024;

  private static final int MEBI = 1 << 20;

  /**
   * What a response that is cut off may have sent without being read: the buffers of the sockets,
   * of which the system makes twice what it is told, of the relay and of the client, and a block.
   */
  private static final long ON_ITS_WAY = 2L * MEBI;

  /**
   * What may come in vain when the gateway stands still for more than a second, as on a busy
   * machine: requests that are under way beside a response that goes on, 16 to one gateway, and
   * eight blocks that this one brings again before it is given up.
   */
  private static final long STANDSTILL = (16L + 8L) * 256 * 1024;

  /** What may come with each block: headers of HTTP, a CAR's or a message's framing. */
  private static final long FRAMING = 1024;

  private static final long SIZE = (long) MEBIBYTES * MEBI;

  /** A reader has at most 32 MiB under way, so that much is left whenever the broker leaves. */
  private static final long LAST_SWAP_AT = SIZE - 40L * MEBI;

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String BITSWAP = "bitswap";
  private static final String GATEWAY = "gateway";
  private static final EnumSet<FeaturesService.Option> QUIETLY =
      EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);

  @Inject private ConfigurationAdmin configurations;

  private Helia helia;
  private SecondNode second;
  private Multiaddr peer;
  private CountingRelay relay;
  private Cid root;
  private int blocks;
  private String digest;

  @Override
  protected Option[] moreOptions() {
    return options(
        systemProperty(ROUNDS_PROPERTY).value(Integer.toString(ROUNDS)),
        systemProperty(SIZE_PROPERTY).value(Integer.toString(MEBIBYTES)),
        systemProperty(DISTRIBUTION_PROPERTY).value(System.getProperty(DISTRIBUTION_PROPERTY)),
        systemProperty(FOLDER_PROPERTY).value(System.getProperty("java.io.tmpdir")),
        systemProperty(BUFFER_PROPERTY).value(Integer.toString(BUFFER_BYTES)));
  }

  @Before
  public void connect() throws Exception {
    Path folder = Path.of(System.getProperty(FOLDER_PROPERTY));
    second = SecondNode.started(Path.of(System.getProperty(DISTRIBUTION_PROPERTY)), folder);
    peer = second.address();
    relay = new CountingRelay(second.httpPort());
    Path file = Files.createTempFile(folder, "swapped", ".bin");
    try {
      digest = fill(file);
      root = second.add(file);
    } finally {
      Files.delete(file);
    }
    configure("org.helia.net", Map.of("listen", new String[] {"/ip4/127.0.0.1/tcp/0"}));
    features.installFeatures(Set.of("helia-node"), QUIETLY);
    helia = service(Helia.class);
    service(Host.class);
  }

  @After
  public void close() throws Exception {
    if (relay != null) {
      relay.close();
    }
    if (second != null) {
      second.close();
    }
  }

  @Test
  public void fetch_brokerLeaves_otherGoesOnAndNothingIsFetchedTwice() throws Exception {
    rankGateway(-100);
    awaitBrokers(List.of(BITSWAP, GATEWAY));
    blocks = countBlocks();
    for (int round = 0; round < ROUNDS; round++) {
      swap(round, BITSWAP, GATEWAY);
    }
    rankGateway(200);
    for (int round = 0; round < ROUNDS; round++) {
      swap(round, GATEWAY, BITSWAP);
    }
    leaveBoth();
  }

  /** How many blocks a whole fetch takes. */
  private int countBlocks() throws Exception {
    Arrivals arrivals = new Arrivals();
    try (InputStream in = open(arrivals)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return arrivals.blocks();
  }

  /** The broker begins to leave at a moment of its own in each round, while blocks come. */
  private void swap(int round, String first, String then) throws Exception {
    awaitBrokers(List.of(first, then));
    AllBlocks.delete(helia.blocks());
    Arrivals arrivals = new Arrivals();
    long overBitswap = bitswapBytes();
    long overHttp = relay.received();
    long began = System.nanoTime();
    Bundle bundle = bundle("broker-" + first);
    FutureTask<Void> leaving = new FutureTask<>(() -> leave(bundle));
    try (DigestInputStream in = open(arrivals)) {
      read(in, MEBI + (LAST_SWAP_AT - MEBI) * round / ROUNDS);
      new Thread(leaving, "leaving").start();
      awaitBrokers(List.of(then));
      in.transferTo(OutputStream.nullOutputStream());
      assertThat(hex(in.getMessageDigest()), is(digest));
    }
    leaving.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    overBitswap = bitswapBytes() - overBitswap;
    overHttp = relay.received() - overHttp;
    long uselessOverBitswap = overBitswap - arrivals.bytesOf(BITSWAP);
    long uselessOverHttp = overHttp - arrivals.bytesOf(GATEWAY);
    System.out.printf(
        "round %d, %s to %s: %d and %d blocks in %.1f s, %.4f of the file, beside blocks %,d bytes of Bitswap and"
            + " %,d of HTTP%n",
        round,
        first,
        then,
        arrivals.of(first),
        arrivals.of(then),
        (System.nanoTime() - began) / 1e9,
        (double) (overBitswap + overHttp) / SIZE,
        uselessOverBitswap,
        uselessOverHttp);
    assertThat("blocks that came twice", arrivals.repeated(), is(0L));
    assertThat("different blocks", arrivals.blocks(), is(blocks));
    long framing = blocks * FRAMING;
    assertAtMost("bytes of Bitswap beside blocks", uselessOverBitswap, framing);
    long cutOff = first.equals(GATEWAY) ? ON_ITS_WAY : 0;
    assertAtMost("bytes of HTTP beside blocks", uselessOverHttp, framing + STANDSTILL + cutOff);
    assertThat("both brought some", arrivals.of(first) > 0 && arrivals.of(then) > 0, is(true));
    install("broker-" + first).start();
  }

  private static void assertAtMost(String what, long found, long most) {
    assertThat("%s: %,d, at most %,d".formatted(what, found, most), found <= most, is(true));
  }

  private static Void leave(Bundle bundle) throws BundleException {
    bundle.stop();
    bundle.uninstall();
    return null;
  }

  private static void read(InputStream in, long bytes) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    for (long left = bytes; left > 0; ) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      assertThat("the file goes on", count > 0, is(true));
      left -= count;
    }
  }

  private void leaveBoth() throws Exception {
    awaitBrokers(List.of(GATEWAY, BITSWAP));
    AllBlocks.delete(helia.blocks());
    try (InputStream in = open(new Arrivals())) {
      read(in, MEBI);
      leave(bundle("broker-" + GATEWAY));
      leave(bundle("broker-" + BITSWAP));
      long began = System.nanoTime();
      Exception error =
          assertThrows(Exception.class, () -> in.transferTo(OutputStream.nullOutputStream()));
      System.out.printf(
          "with neither, after %.1f s: %s%n", (System.nanoTime() - began) / 1e9, error);
      assertThat(
          error.getMessage(),
          containsString("feature:install helia-broker-bitswap or helia-broker-gateway"));
    }
  }

  private DigestInputStream open(Arrivals arrivals) throws Exception {
    FetchOptions options = FetchOptions.DEFAULTS.withFrom(List.of(peer)).withListener(arrivals);
    return new DigestInputStream(
        helia.unixFs().cat(ContentPath.of(root), ByteRange.ALL, options),
        MessageDigest.getInstance("SHA-256"));
  }

  private long bitswapBytes() {
    return helia.host().trafficByProtocol().entrySet().stream()
        .filter(each -> each.getKey().startsWith("/ipfs/bitswap/"))
        .mapToLong(each -> each.getValue().bytesIn())
        .sum();
  }

  private void rankGateway(int ranking) throws IOException {
    configure(
        "org.helia.broker.gateway",
        Map.of("service.ranking", ranking, "gateways", new String[] {relay.url()}));
  }

  private void awaitBrokers(List<String> names) {
    Eventually.holds(
        () -> "the brokers are " + names + ", not " + brokers(),
        PATIENCE,
        () -> brokers().equals(names));
  }

  private List<String> brokers() {
    return helia.blockBrokers().list().stream().map(BrokerInfo::name).toList();
  }

  private void configure(String pid, Map<String, Object> options) throws IOException {
    configurations.getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(options));
  }

  /**
   * Fills a file.
   *
   * @return the digest of what was written
   */
  private static String fill(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Random random = new Random(5);
    byte[] piece = new byte[MEBI];
    try (DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
      for (int i = 0; i < MEBIBYTES; i++) {
        random.nextBytes(piece);
        out.write(piece);
      }
    }
    return hex(digest);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
