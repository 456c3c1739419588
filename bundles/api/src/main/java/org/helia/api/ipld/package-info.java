/**
 * The IPLD data model: {@link org.helia.api.ipld.Node}, the values that blocks of any codec are
 * made of.
 *
 * <pre>{@code
 * Node node = DagCbor.decode(block.bytes());
 * if (node instanceof MapNode map && map.get("name") instanceof StringNode name) {
 *   System.out.println(name.value());
 * }
 * }</pre>
 *
 * @see <a href="https://ipld.io/docs/data-model/">IPLD data model</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.ipld;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
