/**
 * What a maker of a {@link org.helia.api.block.Blockstore} tests it with, and what stands in for
 * stores and brokers in tests of their users.
 *
 * <pre>{@code
 * class MyBlockstoreTest extends BlockstoreContract {
 *   @Override
 *   protected Blockstore open() {
 *     return new MyBlockstore();
 *   }
 *
 *   @Override
 *   protected void close(Blockstore store) {
 *     ((MyBlockstore) store).close();
 *   }
 * }
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.block;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
