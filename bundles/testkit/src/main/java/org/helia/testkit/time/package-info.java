/**
 * Time for tests: the system's, or {@link org.helia.testkit.time.VirtualTime virtual} time that
 * stands still while anybody works and jumps to the next event when everybody waits.
 *
 * <pre>{@code
 * try (VirtualTime time = new VirtualTime()) {
 *   time.timer().schedule(this::refresh, 10, TimeUnit.MINUTES);
 *   time.sleep(Duration.ofHours(1)); // refresh() has run, and no real hour has gone by
 * }
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.time;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
