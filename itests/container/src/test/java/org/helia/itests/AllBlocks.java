package org.helia.itests;

import java.util.List;
import java.util.stream.Stream;
import org.helia.api.block.Blocks;
import org.helia.api.node.Helia;
import org.helia.api.pin.Pin;
import org.helia.api.pin.PinFilter;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/** All blocks of a node. A container starts with none, and a test leaves it as it found it. */
final class AllBlocks {

  private AllBlocks() {}

  /** With what is pinned. */
  static void delete(Helia helia) {
    List<Pin> pins;
    try (Stream<Pin> all = helia.pins().list(PinFilter.ALL)) {
      pins = all.toList();
    }
    pins.forEach(pin -> helia.pins().remove(pin.cid(), pin.owner()));
    delete(helia.blocks());
  }

  static void delete(Blocks blocks) {
    List<Multihash> all;
    try (Stream<Multihash> hashes = blocks.hashes()) {
      all = hashes.toList();
    }
    all.forEach(hash -> blocks.delete(Cid.v1(Multicodec.RAW, hash)));
  }
}
