package org.helia.api.block;

import org.helia.multiformats.Multihash;

/**
 * A block that is in a store but cannot be used.
 *
 * @param store the name of the blockstore
 * @param hash what the block should hash to
 * @param reason what is wrong with it
 */
public record DamagedBlock(String store, Multihash hash, String reason) {}
