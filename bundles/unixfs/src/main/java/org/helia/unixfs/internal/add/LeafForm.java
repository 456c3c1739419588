package org.helia.unixfs.internal.add;

import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.WrappedLeaf;

/** How a chunk of a file stands in its block. */
enum LeafForm {
  /** The block is the chunk. */
  RAW(Multicodec.RAW) {
    @Override
    int headBytes(int chunk) {
      return 0;
    }

    @Override
    int blockBytes(int chunk) {
      return chunk;
    }

    @Override
    void frame(byte[] block, int chunk) {}
  },

  /** The chunk is the data of a DAG-PB node. */
  WRAPPED(Multicodec.DAG_PB) {
    @Override
    int headBytes(int chunk) {
      return WrappedLeaf.headBytes(chunk);
    }

    @Override
    int blockBytes(int chunk) {
      return WrappedLeaf.blockBytes(chunk);
    }

    @Override
    void frame(byte[] block, int chunk) {
      WrappedLeaf.frame(block, chunk);
    }
  };

  private final long codec;

  LeafForm(long codec) {
    this.codec = codec;
  }

  long codec() {
    return codec;
  }

  /** How many bytes stand before a chunk of that length. */
  abstract int headBytes(int chunk);

  /** The length of the block of a chunk of that length. */
  abstract int blockBytes(int chunk);

  /** Writes what stands around the chunk, which is in the block already. */
  abstract void frame(byte[] block, int chunk);
}
