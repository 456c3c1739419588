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

/**
 * All blocks of a node that nothing needs. A container starts with none, and a test leaves it as it
 * found it; only the empty root of the mutable file system stays.
 */
final class AllBlocks {
  /** The empty directory, as raw bytes, as {@code refs-local} names it. */
  static final String EMPTY_ROOT = "bafkreiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354";

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
    all.stream()
        .map(hash -> Cid.v1(Multicodec.RAW, hash))
        .filter(cid -> !cid.toString().equals(EMPTY_ROOT))
        .forEach(blocks::delete);
  }
}
