/**
 * What a maker of a {@link org.helia.api.store.Datastore} tests it with, and what stands in for
 * datastores in tests of their users.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
