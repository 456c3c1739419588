/** What every other API package shares: the root of all errors, cancellation and progress. */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
