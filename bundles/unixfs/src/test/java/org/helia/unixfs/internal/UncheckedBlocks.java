package org.helia.unixfs.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.helia.api.block.Block;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;

/**
 * Blocks whose hashes nobody checks, so that a block can hold its own CID: what someone could make
 * who broke the hash function. Remembers what was asked for.
 */
final class UncheckedBlocks implements Blocks {
  private final Map<Cid, byte[]> blocks = new HashMap<>();
  private final List<Cid> loaded = new ArrayList<>();
  private final List<Cid> named = new ArrayList<>();

  void claim(Cid cid, byte[] bytes) {
    blocks.put(cid, bytes);
  }

  /** What was loaded, in order. */
  List<Cid> loaded() {
    return loaded;
  }

  /** What sessions were told that it would be loaded, in order. */
  List<Cid> named() {
    return named;
  }

  @Override
  public Block get(Cid cid, FetchOptions options) {
    loaded.add(cid);
    byte[] bytes = blocks.get(cid);
    if (bytes == null) {
      throw new BlockNotFoundException(cid, "the claims");
    }
    return Block.of(cid, bytes);
  }

  @Override
  public BlockSession session(FetchOptions options) {
    return new BlockSession() {
      @Override
      public Block get(Cid cid) {
        return UncheckedBlocks.this.get(cid, options);
      }

      @Override
      public void prefetch(Cid cid) {
        named.add(cid);
      }

      @Override
      public int readAhead() {
        return 4;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public boolean has(Cid cid) {
    return blocks.containsKey(cid);
  }

  @Override
  public OptionalInt size(Cid cid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void put(Block block) {
    claim(block.cid(), block.bytes());
  }

  @Override
  public BlockWriter writer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean delete(Cid cid) {
    return blocks.remove(cid) != null;
  }

  @Override
  public Stream<Multihash> hashes() {
    return blocks.keySet().stream().map(Cid::multihash);
  }
}
