/**
 * Garbage collection: removing the blocks that nothing needs, beside everything else that goes on.
 *
 * <p>Operators use {@link org.helia.api.gc.GarbageCollector}; whoever needs blocks to stay
 * registers a {@link org.helia.api.gc.BlockRoots}:
 *
 * <pre>{@code
 * GcReport report = collector.collect(GcOptions.DEFAULTS, GcListener.NONE);
 * System.out.println(report.deletedBlocks() + " blocks removed");
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.gc;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
