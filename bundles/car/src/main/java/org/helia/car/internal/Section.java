package org.helia.car.internal;

import org.helia.api.block.Block;

/**
 * One block of a CAR, not checked yet.
 *
 * @param offset where its length begins, in bytes from the beginning of the stream
 * @param block what it claims to be
 * @see <a href="https://ipld.io/specs/transport/car/carv1/#data">CARv1, data</a>
 */
record Section(long offset, Block block) {}
