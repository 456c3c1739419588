package org.helia.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.FetchOptions;
import org.helia.api.net.DialOptions;
import org.helia.api.net.PeerAddresses;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.helia.multiformats.multiaddr.Protocol;
import org.helia.multiformats.peer.PeerId;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.concurrent.Until;
import org.helia.testkit.kubo.Kubo;
import org.helia.testkit.kubo.KuboDaemon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks between this node and a real Kubo, in both directions. */
@EnabledIfSystemProperty(named = Kubo.PROPERTY, matches = ".+")
@Timeout(600)
class KuboBitswapTest {
  private static final int FILE_BYTES = 100 * 1024 * 1024;
  private static final FetchOptions PATIENT =
      FetchOptions.DEFAULTS.withTimeout(Duration.ofSeconds(120));

  @TempDir static Path folder;

  private static KuboDaemon kubo;
  private static Node node;
  private static PeerId kuboId;

  @BeforeAll
  static void startBoth() {
    kubo = KuboDaemon.start(folder.resolve("ipfs"));
    node = Node.onDisk(folder.resolve("helia"));
    Multiaddr address =
        kubo.run("id", "-f", "<addrs>")
            .lines()
            .map(Multiaddr::parse)
            .filter(each -> each.has(Protocol.TCP))
            .findFirst()
            .orElseThrow();
    kuboId = address.peerId().orElseThrow();
    List<Multiaddr> addresses = List.of(address.decapsulate(Protocol.P2P).orElseThrow());
    node.host.connect(new PeerAddresses(kuboId, addresses), DialOptions.DEFAULTS);
  }

  @AfterAll
  static void stopBoth() {
    node.close();
    kubo.close();
  }

  private static Path randomFile(long seed, int size) throws IOException {
    return Files.write(folder.resolve("file-" + seed), SampleBlocks.bytes(seed, size));
  }

  private static byte[] cat(Cid root) throws IOException {
    try (InputStream in = node.unixFs.cat(ContentPath.of(root), ByteRange.ALL, PATIENT)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5_000, 2 * 1024 * 1024})
  void block_eitherWay_isTheSame(int size) throws Exception {
    Path file = randomFile(size, size);
    String cid = kubo.run("block", "put", "--allow-big-block", file.toString());
    assertThat(node.blocks.get(Cid.parse(cid), PATIENT).bytes())
        .isEqualTo(Files.readAllBytes(file));
    Block ours = SampleBlocks.raw(size + 1, size);
    node.blocks.put(ours);
    assertThat(kubo.run("block", "stat", ours.cid().toString())).contains("Size: " + size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"size-262144", "size-1048576"})
  void file_ofKubo_isFetched(String chunker) throws Exception {
    Path file = randomFile(chunker.hashCode(), FILE_BYTES);
    String cid = kubo.run("add", "-Q", "--raw-leaves", "--chunker=" + chunker, file.toString());
    long before = node.bitswap.stat().dupBlocksReceived();
    assertThat(Sha256.of(cat(Cid.parse(cid)))).isEqualTo(Sha256.of(Files.readAllBytes(file)));
    assertThat(node.bitswap.stat().dupBlocksReceived()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void file_ofOurs_isFetchedByKubo(boolean large) throws Exception {
    byte[] bytes = SampleBlocks.bytes(large ? 77 : 78, FILE_BYTES);
    UnixFsProfile profile = large ? UnixFsProfile.V1_2025 : UnixFsProfile.V0_2015;
    Cid root =
        node.unixFs
            .add(
                AddSource.bytes("file", bytes),
                AddOptions.DEFAULTS.withProfile(profile),
                AddListener.NONE)
            .cid();
    Path got = folder.resolve("got-" + large);
    kubo.run("get", "-o", got.toString(), root.toString());
    assertThat(Arrays.mismatch(Files.readAllBytes(got), bytes)).isNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "hamt"})
  void directory_ofKubo_isFetched(String kind) throws Exception {
    SmallFiles files = SmallFiles.write(folder.resolve("kubo-" + kind));
    String threshold = kind.equals("hamt") ? "1KiB" : "10MiB";
    kubo.run("config", "Import.UnixFSHAMTDirectorySizeThreshold", threshold);
    String cid = kubo.run("add", "-Q", "-r", "--cid-version=1", files.folder().toString());
    Path got = folder.resolve("from-kubo-" + kind);
    node.unixFs.get(ContentPath.of(Cid.parse(cid)), got, PATIENT, Progress.NONE);
    files.assertSameIn(got);
  }

  /**
   * {@code pin add} asks for 32 files at once, {@code get} for one after the other, each about 20
   * ms after the answer to the one before.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void directory_ofOurs_isFetchedByKubo(boolean hamt) throws Exception {
    SmallFiles files = SmallFiles.write(folder.resolve("ours-" + hamt));
    Cid root = node.add(files, hamt);
    Path got = folder.resolve("by-kubo-" + hamt);
    kubo.run("pin", "add", root.toString());
    kubo.run("get", "-o", got.toString(), root.toString());
    files.assertSameIn(got);
  }

  @Test
  void block_addedToKuboAfterItWasWanted_comes() throws Exception {
    byte[] bytes = SampleBlocks.bytes(4_711, 50_000);
    Cid cid = SampleBlocks.raw(bytes).cid();
    CompletableFuture<Block> wanted =
        CompletableFuture.supplyAsync(() -> node.blocks.get(cid, PATIENT));
    Until.holds(
        () ->
            kubo.run("bitswap", "wantlist", "--peer", node.host.id().toString())
                .contains(cid.toString()));
    kubo.run("block", "put", Files.write(folder.resolve("late"), bytes).toString());
    assertThat(wanted.join().bytes()).isEqualTo(bytes);
  }

  @Test
  void block_addedHereAfterKuboWantedIt_goesThere() throws Exception {
    Block block = SampleBlocks.raw(4_712, 50_000);
    CompletableFuture<String> wanted =
        CompletableFuture.supplyAsync(() -> kubo.run("block", "stat", block.cid().toString()));
    Until.holds(() -> node.bitswap.wantlist(kuboId).contains(block.cid()));
    node.blocks.put(block);
    assertThat(wanted.join()).contains("Size: 50000");
  }
}
