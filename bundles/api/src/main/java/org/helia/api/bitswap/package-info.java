/**
 * What an operator sees of Bitswap.
 *
 * <pre>{@code
 * BitswapStat stat = helia.bitswap().stat();
 * }</pre>
 *
 * @see <a href="https://specs.ipfs.tech/bitswap-protocol/">Bitswap specification</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.bitswap;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
