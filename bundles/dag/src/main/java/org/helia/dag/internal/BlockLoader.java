package org.helia.dag.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.helia.api.block.Block;
import org.helia.api.block.BlockException;
import org.helia.api.block.BlockSession;
import org.helia.api.codec.CodecException;
import org.helia.api.codec.Codecs;
import org.helia.api.dag.BrokenDagException;
import org.helia.api.ipld.Node;
import org.helia.multiformats.Cid;

/** Reads blocks and what is in them; an error names the block and the way to it. */
final class BlockLoader {
  private final BlockSession session;
  private final Codecs codecs;

  BlockLoader(BlockSession session, Codecs codecs) {
    this.session = session;
    this.codecs = codecs;
  }

  BlockSession session() {
    return session;
  }

  /**
   * A block.
   *
   * @param way how it was reached, in words; asked for only when it is needed
   */
  Block get(Cid cid, Supplier<String> way) {
    return naming(cid, way, () -> session.get(cid));
  }

  /** The CIDs that a block links to. */
  List<Cid> links(Block block, Supplier<String> way) {
    List<Cid> links = new ArrayList<>();
    naming(
        block.cid(),
        way,
        () -> {
          codecs.links(block, links::add);
          return links;
        });
    return links;
  }

  /** The value of a block. */
  Node decode(Block block, Supplier<String> way) {
    return naming(block.cid(), way, () -> codecs.decode(block));
  }

  /** Does something with a block that another one leads to. */
  static <R> R naming(Cid cid, Supplier<String> way, Supplier<R> read) {
    try {
      return read.get();
    } catch (BlockException | CodecException e) {
      throw new BrokenDagException(cid, way.get(), e);
    }
  }
}
