package org.helia.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.FetchOptions;
import org.helia.api.net.DialOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.metrics.CollectedMetrics;
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks between this node and a real Helia, in both directions. */
@EnabledIfSystemProperty(named = RemotePeer.HELIA, matches = ".+")
@Timeout(600)
class HeliaBitswapTest {
  private static final int FILE_BYTES = 100 * 1024 * 1024;

  @TempDir static Path folder;

  private static RemotePeer helia;
  private static Node node;

  @BeforeAll
  static void startBoth() {
    helia = RemotePeer.start(RemotePeer.HELIA);
    node = Node.onDisk(folder.resolve("home"));
    node.host.connect(helia.at(""), DialOptions.DEFAULTS);
  }

  @AfterAll
  static void stopBoth() {
    node.close();
    helia.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5_000, 2 * 1024 * 1024})
  void block_eitherWay_isTheSame(int size) {
    byte[] theirs = SampleBlocks.bytes(size, size);
    assertThat(node.fetch(putByHelia(theirs)).bytes()).isEqualTo(theirs);
    Block ours = SampleBlocks.raw(size + 1, size);
    node.blocks.put(ours);
    String got = helia.call("get-block", Map.of("cid", ours.cid().toString())).asText();
    assertThat(Base64.getDecoder().decode(got)).isEqualTo(ours.bytes());
  }

  /** In blocks of 1 MiB and of 256 KiB. */
  @ParameterizedTest
  @CsvSource({"unixfs-v1-2025, 100", "unixfs-v0-2015, 400"})
  void file_ofHelia_isFetched(String profile, int leaves) throws Exception {
    long before = node.bitswap.stat().blocksReceived();
    byte[] bytes = SampleBlocks.bytes(profile.hashCode(), FILE_BYTES);
    Path tree = Files.createDirectories(folder.resolve(profile));
    Files.write(tree.resolve("file"), bytes);
    String root = addByHelia(Map.of("path", tree.toString(), "profile", profile)).toString();
    try (InputStream in =
        node.unixFs.cat(
            ContentPath.parse("/ipfs/" + root + "/file"), ByteRange.ALL, FetchOptions.DEFAULTS)) {
      assertThat(Sha256.of(in.readAllBytes())).isEqualTo(Sha256.of(bytes));
    }
    assertThat(node.bitswap.stat().blocksReceived() - before).isGreaterThan(leaves);
  }

  private static Cid putByHelia(byte[] bytes) {
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return Cid.parse(helia.call("put-block", Map.of("base64", base64)).asText());
  }

  private static Cid addByHelia(Map<String, ?> what) {
    return Cid.parse(helia.call("add-folder", what).asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"unixfs-v1-2025", "unixfs-v0-2015"})
  void file_ofOurs_isFetchedByHelia(String profile) throws Exception {
    byte[] bytes = SampleBlocks.bytes(1L + profile.hashCode(), FILE_BYTES);
    AddOptions options =
        AddOptions.DEFAULTS.withProfile(node.unixFs.profile(profile).orElseThrow());
    Cid root = node.unixFs.add(AddSource.bytes("file", bytes), options, AddListener.NONE).cid();
    assertThat(helia.call("cat", Map.of("cid", root.toString())).get("sha256").asText())
        .isEqualTo(Sha256.of(bytes));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void directory_ofHelia_isFetched(boolean hamt) throws Exception {
    SmallFiles files = SmallFiles.write(folder.resolve("of-helia-" + hamt));
    Map<String, Object> what = new HashMap<>(Map.of("path", files.folder().toString()));
    if (hamt) {
      what.put("hamtThreshold", Node.HAMT_THRESHOLD_BYTES);
    }
    Cid root = addByHelia(what);
    node.assertHamt(root, hamt);
    Path got = folder.resolve("from-helia-" + hamt);
    node.unixFs.get(ContentPath.of(root), got, FetchOptions.DEFAULTS, Progress.NONE);
    files.assertSameIn(got);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void directory_ofOurs_isFetchedByHelia(boolean hamt) throws Exception {
    SmallFiles files = SmallFiles.write(folder.resolve("ours-" + hamt));
    Cid root = node.add(files, hamt);
    JsonNode got = helia.call("cat-all", Map.of("cid", root.toString()));
    Map<String, String> digests = new TreeMap<>();
    got.fields().forEachRemaining(each -> digests.put(each.getKey(), each.getValue().asText()));
    assertThat(digests).isEqualTo(files.digests());
  }

  /**
   * Helia announces a block before it has stored it, finds that it is not there, and looks again
   * when the next message comes.
   */
  @Test
  void block_addedToHeliaAfterItWasWanted_comesWithTheNextMessage() throws Exception {
    byte[] bytes = SampleBlocks.bytes(4_711, 50_000);
    Cid cid = SampleBlocks.raw(bytes).cid();
    double before = deniedByHelia();
    CompletableFuture<Block> wanted = CompletableFuture.supplyAsync(() -> node.fetch(cid));
    Until.holds(() -> deniedByHelia() > before);
    assertThat(wanted).isNotDone();
    putByHelia(bytes);
    node.fetch(putByHelia(SampleBlocks.bytes(4_713, 50_000)));
    assertThat(wanted.get(60, TimeUnit.SECONDS).bytes()).isEqualTo(bytes);
  }

  /** How often Helia has said that it does not have a block. */
  private static double deniedByHelia() {
    return CollectedMetrics.of(node.bitswap).get("helia_bitswap_presences{in,dont_have}");
  }

  @Test
  void block_addedHereAfterHeliaWantedIt_goesThere() throws Exception {
    Block block = SampleBlocks.raw(4_712, 50_000);
    CompletableFuture<String> wanted =
        CompletableFuture.supplyAsync(
            () -> helia.call("get-block", Map.of("cid", block.cid().toString())).asText());
    Until.holds(() -> node.bitswap.wantlist(helia.id()).contains(block.cid()));
    assertThat(wanted).isNotDone();
    node.blocks.put(block);
    assertThat(Base64.getDecoder().decode(wanted.get(60, TimeUnit.SECONDS)))
        .isEqualTo(block.bytes());
  }
}
