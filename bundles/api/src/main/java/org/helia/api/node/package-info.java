/**
 * The node as a whole: the one service a newcomer injects.
 *
 * <pre>{@code
 * @Reference Helia helia;
 * Block block = helia.blocks().get(cid);
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
