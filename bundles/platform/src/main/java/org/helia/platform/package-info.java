/**
 * What every facade is built from: {@link org.helia.platform.Plugins}, the members of a plugin
 * family that come and go; {@link org.helia.platform.Workers}, the threads that do blocking work;
 * {@link org.helia.platform.HeliaHome}, where a node keeps its files.
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.platform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
