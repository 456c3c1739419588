package org.helia.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
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
import org.helia.testkit.peer.RemotePeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
    String cid =
        helia
            .call("put-block", Map.of("base64", Base64.getEncoder().encodeToString(theirs)))
            .asText();
    assertThat(node.fetch(Cid.parse(cid)).bytes()).isEqualTo(theirs);
    Block ours = SampleBlocks.raw(size + 1, size);
    node.blocks.put(ours);
    String got = helia.call("get-block", Map.of("cid", ours.cid().toString())).asText();
    assertThat(Base64.getDecoder().decode(got)).isEqualTo(ours.bytes());
  }

  @Test
  void file_ofHelia_isFetched() throws Exception {
    byte[] bytes = SampleBlocks.bytes(31, FILE_BYTES);
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.write(tree.resolve("file"), bytes);
    String root = helia.call("add-folder", Map.of("path", tree.toString())).asText();
    try (InputStream in =
        node.unixFs.cat(
            ContentPath.parse("/ipfs/" + root + "/file"), ByteRange.ALL, FetchOptions.DEFAULTS)) {
      assertThat(sha256(in.readAllBytes())).isEqualTo(sha256(bytes));
    }
  }

  @Test
  void file_ofOurs_isFetchedByHelia() throws Exception {
    byte[] bytes = SampleBlocks.bytes(32, FILE_BYTES);
    Cid root =
        node.unixFs
            .add(AddSource.bytes("file", bytes), AddOptions.DEFAULTS, AddListener.NONE)
            .cid();
    assertThat(helia.call("cat", Map.of("cid", root.toString())).get("sha256").asText())
        .isEqualTo(sha256(bytes));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
