package org.helia.api.unixfs;

/**
 * What of a file or directory tree the node itself has. Blocks that are missing, and what would be
 * below them, are in no sum but the first two.
 *
 * @param stat what the root says
 * @param missingBlocks how many links of the tree lead to blocks that the node does not have, each
 *     block counted once
 * @param blocks how many blocks there are, those that occur twice counted twice; {@link
 *     Long#MAX_VALUE} when there are more
 * @param uniqueBlocks how many different blocks there are
 * @param localSize the length of all blocks in bytes, those that occur twice counted twice; {@link
 *     Long#MAX_VALUE} when they have more
 * @param uniqueSize the length of all different blocks in bytes
 */
public record ExtendedStat(
    UnixFsStat stat,
    long missingBlocks,
    long blocks,
    long uniqueBlocks,
    long localSize,
    long uniqueSize) {
  /** Whether the node has all blocks. */
  public boolean local() {
    return missingBlocks == 0;
  }
}
