package org.helia.itests.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.helia.api.block.Block;
import org.helia.api.block.FetchOptions;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of the real bundles on loopback. */
@Timeout(120)
class TwoNodesTest {
  @TempDir Path folder;

  @Test
  void get_blockOfConnectedPeer_isFetchedAndStored() {
    Block block = SampleBlocks.raw(1, 1_000_000);
    try (Node server = Node.onDisk(folder.resolve("server"));
        Node reader = Node.onDisk(folder.resolve("reader"))) {
      server.blocks.put(block);
      reader.connect(server);
      assertThat(reader.fetch(block.cid()).bytes()).isEqualTo(block.bytes());
      assertThat(reader.blocks.get(block.cid(), FetchOptions.OFFLINE).bytes())
          .isEqualTo(block.bytes());
    }
  }

  @Test
  void get_blockOfNamedPeer_isFetched() {
    Block block = SampleBlocks.raw(2, 5_000);
    try (Node server = Node.inMemory(folder.resolve("server"));
        Node reader = Node.inMemory(folder.resolve("reader"))) {
      server.blocks.put(block);
      FetchOptions options = FetchOptions.DEFAULTS.withFrom(List.of(server.address()));
      assertThat(reader.blocks.get(block.cid(), options).bytes()).isEqualTo(block.bytes());
    }
  }
}
