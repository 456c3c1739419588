package org.helia.ipld.car;

import org.helia.api.block.Block;
import org.helia.multiformats.Varint;

/**
 * One block of a CAR, not checked yet.
 *
 * @param offset where its length begins, in bytes from the beginning of the stream
 * @param block what it claims to be
 * @see <a href="https://ipld.io/specs/transport/car/carv1/#data">CARv1, data</a>
 */
public record CarSection(long offset, Block block) {
  /** How many bytes the section has, its length included. */
  public long size() {
    long content = (long) block.cid().size() + block.size();
    return Varint.size(content) + content;
  }

  /** Where the bytes of the block begin, from the beginning of the stream. */
  public long blockOffset() {
    return offset + size() - block.size();
  }
}
