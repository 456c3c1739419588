/**
 * Users' own types as values of the IPLD data model and back, without annotations or a schema.
 *
 * <pre>{@code
 * record Photo(String title, int width, Optional<Cid> preview, List<Cid> parts) {}
 *
 * byte[] block = DagCbor.encode(Mapping.toNode(photo));
 * Photo same = Mapping.fromNode(DagCbor.decode(block), Photo.class);
 * }</pre>
 *
 * <p>For trees and classes of Jackson, which this bundle does not need, DAG-JSON is the bridge:
 *
 * <pre>{@code
 * JsonNode tree = mapper.readTree(DagJson.encode(node));
 * Node node = DagJson.decode(mapper.writeValueAsBytes(tree));
 * }</pre>
 *
 * @see <a href="https://ipld.io/docs/data-model/">IPLD data model</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.ipld.mapping;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
