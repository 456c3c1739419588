/**
 * Pins: which DAGs the node keeps, so that garbage collection leaves them alone.
 *
 * <pre>{@code
 * pins.add(root, PinOptions.DEFAULTS.named("photos"), Progress.NONE);
 * try (Stream<Pin> all = pins.list(PinFilter.ALL)) {
 *   all.forEach(pin -> System.out.println(pin.cid() + " " + pin.name()));
 * }
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.pin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
