/** Gets blocks from other peers. */
@NullMarked
package org.helia.broker.bitswap.internal.client;

import org.jspecify.annotations.NullMarked;
