/**
 * The bytes of DAG-JSON blocks: any value of the IPLD data model as JSON that people can read.
 *
 * <pre>{@code
 * byte[] bytes = DagJson.encode(MapNode.of("hello", new LinkNode(cid)));
 * DagJson.links(bytes, System.out::println);
 * }</pre>
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-json/spec/">DAG-JSON specification</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.ipld.dagjson;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
