/**
 * Streams without a network.
 *
 * <pre>{@code
 * StreamPair pair = StreamPair.open();
 * pair.left().write(question);
 * pair.right().read(buffer);
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.testkit.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
