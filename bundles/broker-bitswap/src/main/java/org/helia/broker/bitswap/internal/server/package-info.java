/** Gives other peers the blocks that they ask for. */
@NullMarked
package org.helia.broker.bitswap.internal.server;

import org.jspecify.annotations.NullMarked;
