package org.helia.unixfs.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.helia.api.block.Block;
import org.helia.api.unixfs.Chunker;
import org.helia.ipld.dagpb.DagPb;
import org.helia.ipld.dagpb.PbNode;
import org.helia.testkit.block.SampleBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrappedLeafTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 119, 120, 121, 122, 123, 127, 128, 16_370, 16_384, 262_144})
  void frame_content_givesTheCanonicalBlock(int size) {
    byte[] content = SampleBlocks.bytes(size, size);
    byte[] block = new byte[WrappedLeaf.blockBytes(size)];
    System.arraycopy(content, 0, block, WrappedLeaf.headBytes(size), size);
    WrappedLeaf.frame(block, size, DataType.FILE);

    UnixFsData message = UnixFsData.leaf(ByteBuffer.wrap(content));
    assertThat(block).isEqualTo(DagPb.encode(new PbNode(List.of(), message.encode())));
    assertThat(UnixFsData.decode(WrappedLeaf.dataWithoutLinks(block))).isEqualTo(message);
  }

  @Test
  void blockBytes_largestChunk_isABlockThatOthersAccept() {
    assertThat(WrappedLeaf.blockBytes(Chunker.MAX_CHUNK_BYTES))
        .isLessThanOrEqualTo(Block.MAX_OUTSIDE_BYTES);
  }
}
