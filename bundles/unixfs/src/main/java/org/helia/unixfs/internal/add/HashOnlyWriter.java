package org.helia.unixfs.internal.add;

import org.helia.api.block.Block;
import org.helia.api.block.BlockMismatchException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.codec.Hashers;
import org.helia.multiformats.Cid;

/** Names blocks and stores nothing, so that it needs no store. */
public final class HashOnlyWriter implements BlockWriter {
  private final Hashers hashers;

  /** Computes with these hash functions. */
  public HashOnlyWriter(Hashers hashers) {
    this.hashers = hashers;
  }

  @Override
  public Cid put(CidFormat format, byte[] bytes) {
    return format.cid(hashers.sum(format.hash(), bytes));
  }

  @Override
  public void put(Block block) {
    if (!hashers.matches(block.cid().multihash(), block.bytes())) {
      throw new BlockMismatchException(block.cid(), "the caller", block.size());
    }
  }

  /** Nothing is there. */
  @Override
  public boolean keep(Cid cid) {
    return false;
  }

  @Override
  public void keepDag(Cid root) {}

  @Override
  public void commit() {}

  @Override
  public void close() {}
}
