package org.helia.itests;

import java.util.List;
import java.util.stream.Stream;
import org.helia.api.block.Blocks;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/** All blocks of a node. A container starts with none, and a test leaves it as it found it. */
final class AllBlocks {

  private AllBlocks() {}

  static void delete(Blocks blocks) {
    List<Multihash> all;
    try (Stream<Multihash> hashes = blocks.hashes()) {
      all = hashes.toList();
    }
    all.forEach(hash -> blocks.delete(Cid.v1(Multicodec.RAW, hash)));
  }
}
