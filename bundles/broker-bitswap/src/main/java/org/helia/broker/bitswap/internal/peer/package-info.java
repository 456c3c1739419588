/** How messages reach a peer. */
@NullMarked
package org.helia.broker.bitswap.internal.peer;

import org.jspecify.annotations.NullMarked;
