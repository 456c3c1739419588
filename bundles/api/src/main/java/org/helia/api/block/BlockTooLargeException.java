package org.helia.api.block;

/** A block is over a named limit; nothing of it was kept. */
public final class BlockTooLargeException extends BlockException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what the block, as in "block bafy… from bitswap"
   * @param size its size in bytes
   * @param limit the limit in bytes
   */
  public BlockTooLargeException(String what, long size, long limit) {
    super("%s has %d bytes, over the limit of %d".formatted(what, size, limit));
  }
}
