package org.helia.unixfs.internal.add;

import org.helia.api.unixfs.FileLayout;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Multicodec;
import org.helia.unixfs.internal.format.DataType;
import org.helia.unixfs.internal.format.WrappedLeaf;
import org.jspecify.annotations.Nullable;

/** How a chunk of a file stands in its block. */
enum LeafForm {
  /** The block is the chunk. */
  RAW(Multicodec.RAW, null),

  /** The chunk is the data of a DAG-PB node of its own. */
  FILE(Multicodec.DAG_PB, DataType.FILE),

  /** The same under the type that Kubo gives to the leaves of a trickle tree. */
  TRICKLE(Multicodec.DAG_PB, DataType.RAW);

  private final long codec;
  private final @Nullable DataType type;

  LeafForm(long codec, @Nullable DataType type) {
    this.codec = codec;
    this.type = type;
  }

  /** The form of a profile's leaves. */
  static LeafForm of(UnixFsProfile profile) {
    if (profile.rawLeaves()) {
      return RAW;
    }
    return profile.layout() == FileLayout.TRICKLE ? TRICKLE : FILE;
  }

  long codec() {
    return codec;
  }

  /** How many bytes stand before a chunk of that length. */
  int headBytes(int chunk) {
    return type == null ? 0 : WrappedLeaf.headBytes(chunk);
  }

  /** The length of the block of a chunk of that length. */
  int blockBytes(int chunk) {
    return type == null ? chunk : WrappedLeaf.blockBytes(chunk);
  }

  /** Writes what stands around the chunk, which is in the block already. */
  void frame(byte[] block, int chunk) {
    if (type != null) {
      WrappedLeaf.frame(block, chunk, type);
    }
  }
}
