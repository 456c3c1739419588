/**
 * The bytes of plain JSON blocks: values without links and bytes.
 *
 * <pre>{@code
 * byte[] bytes = Json.encode(MapNode.of("hello", new StringNode("world")));
 * Node node = Json.decode(bytes);
 * }</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259, JSON</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.ipld.json;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
