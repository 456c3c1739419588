package org.helia.unixfs.internal.add;

/**
 * The block of a chunk, complete but not stored.
 *
 * @param block its bytes
 * @param chunk how many of them are content
 */
record Leaf(byte[] block, int chunk) {}
