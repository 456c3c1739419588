/**
 * Runs many threads against one object and loses none of their errors.
 *
 * <pre>{@code
 * try (Background readers = Background.repeat(8, thread -> read(blocks))) {
 *   swapTheStore();
 * } // stops the readers and throws what any of them threw
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.concurrent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
