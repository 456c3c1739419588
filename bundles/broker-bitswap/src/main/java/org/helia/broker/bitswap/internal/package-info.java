/**
 * Exchanges blocks with other peers.
 *
 * @see <a href="https://specs.ipfs.tech/bitswap-protocol/">Bitswap specification</a>
 */
@NullMarked
package org.helia.broker.bitswap.internal;

import org.jspecify.annotations.NullMarked;
