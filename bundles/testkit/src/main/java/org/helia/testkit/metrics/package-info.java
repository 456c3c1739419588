/** Looks at figures. */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.metrics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
