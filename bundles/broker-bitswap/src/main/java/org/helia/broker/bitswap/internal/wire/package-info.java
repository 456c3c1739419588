/**
 * Bitswap's messages as they are on the wire.
 *
 * @see <a href="https://specs.ipfs.tech/bitswap-protocol/">Bitswap specification</a>
 */
@NullMarked
package org.helia.broker.bitswap.internal.wire;

import org.jspecify.annotations.NullMarked;
