package org.helia.api.block;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.helia.multiformats.Cid;

/**
 * A CID and the bytes that it names. A block that comes out of {@link Blocks} has been checked; one
 * made with {@link #of} is a claim until {@link Blocks#put} has checked it.
 *
 * <p>The bytes are shared, not copied: nobody changes the array after it was handed over. Two
 * blocks are equal when their CIDs are.
 */
public final class Block {
  /**
   * The largest block that is accepted from outside the node, in bytes. The same limit as
   * Bitswap's.
   *
   * @see <a href="https://specs.ipfs.tech/bitswap-protocol/#block-sizes">Bitswap, block sizes</a>
   */
  public static final int MAX_OUTSIDE_BYTES = 2 * 1024 * 1024;

  private final Cid cid;
  private final byte[] bytes;

  private Block(Cid cid, byte[] bytes) {
    this.cid = Objects.requireNonNull(cid, "cid");
    this.bytes = Objects.requireNonNull(bytes, "bytes");
  }

  /**
   * Pairs a CID with its bytes, unchecked.
   *
   * @param bytes becomes the block's own; the caller does not change it any more
   */
  public static Block of(Cid cid, byte[] bytes) {
    return new Block(cid, bytes);
  }

  /** The name of the block. */
  public Cid cid() {
    return cid;
  }

  /** The content itself, not a copy: for reading only. */
  @SuppressWarnings("EI_EXPOSE_REP")
  public byte[] bytes() {
    return bytes;
  }

  /** A read-only view of the content. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** The length of the content in bytes. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block && cid.equals(block.cid);
  }

  @Override
  public int hashCode() {
    return cid.hashCode();
  }

  @Override
  public String toString() {
    return cid + " (" + bytes.length + " bytes)";
  }
}
