/** Stands in for what the facades of codecs and hash functions do, in tests of other bundles. */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
