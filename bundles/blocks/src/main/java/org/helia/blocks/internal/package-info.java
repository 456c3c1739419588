/**
 * The facade of blocks: {@link org.helia.blocks.internal.Stores} writes to the best blockstore and
 * reads from all, {@link org.helia.blocks.internal.Brokers} fetch what none has, {@link
 * org.helia.blocks.internal.BlockReader} checks every hash.
 */
@NullMarked
package org.helia.blocks.internal;

import org.jspecify.annotations.NullMarked;
