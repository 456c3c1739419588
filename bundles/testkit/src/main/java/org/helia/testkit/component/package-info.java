/**
 * Components of several bundles together, without a container.
 *
 * <pre>{@code
 * Components components = new Components(home).with("listen", new String[] {"/ip4/127.0.0.1/tcp/0"});
 * HasherRegistry hashers = components.open(HasherRegistry.class);
 * components.bind(components.open(Sha256Hasher.class), hashers, "bindHasher");
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.component;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
