package org.helia.api.block;

import org.helia.multiformats.Cid;
import org.helia.multiformats.Multihash;

/**
 * A block whose bytes have been hashed. There is no other way to make one than to hash them, so who
 * is handed one need not do it again.
 */
public final class CheckedBlock {
  private final Block block;

  private CheckedBlock(Block block) {
    this.block = block;
  }

  /**
   * Checks bytes against the CID that they are said to belong to.
   *
   * @param bytes become the block's own; the caller does not change them any more
   * @param source who delivered them, for the error
   * @throws BlockTooLargeException when they are more than {@link Block#MAX_OUTSIDE_BYTES}; they
   *     are not hashed
   * @throws BlockMismatchException when they do not match
   * @throws org.helia.api.codec.UnknownHashException when no plugin computes the hash
   */
  public static CheckedBlock check(ContentHasher hashers, Cid cid, byte[] bytes, String source) {
    requireSize("block " + cid + " from " + source, bytes);
    if (!hashers.matches(cid.multihash(), bytes)) {
      throw new BlockMismatchException(cid, source, bytes.length);
    }
    return new CheckedBlock(Block.of(cid, bytes));
  }

  /**
   * Finds out which block some bytes are.
   *
   * @param format how its CID is made
   * @param digestBytes how long the digest is
   * @param bytes become the block's own; the caller does not change them any more
   * @param source who delivered them, for the error
   * @throws BlockTooLargeException when they are more than {@link Block#MAX_OUTSIDE_BYTES}; they
   *     are not hashed
   * @throws org.helia.api.codec.UnknownHashException when no plugin computes the hash
   * @throws org.helia.api.codec.CodecException when the hash function has no digest of that length
   */
  public static CheckedBlock name(
      ContentHasher hashers, CidFormat format, int digestBytes, byte[] bytes, String source) {
    requireSize("block from " + source, bytes);
    Multihash hash = hashers.sum(format.hash(), bytes, digestBytes);
    return new CheckedBlock(Block.of(format.cid(hash), bytes));
  }

  private static void requireSize(String what, byte[] bytes) {
    if (bytes.length > Block.MAX_OUTSIDE_BYTES) {
      throw new BlockTooLargeException(what, bytes.length, Block.MAX_OUTSIDE_BYTES);
    }
  }

  /** The block. */
  public Block block() {
    return block;
  }

  @Override
  public String toString() {
    return block.toString();
  }
}
