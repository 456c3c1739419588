/**
 * The bytes of DAG-CBOR blocks: any value of the IPLD data model, in the one canonical form.
 *
 * <pre>{@code
 * byte[] bytes = DagCbor.encode(MapNode.of("hello", new LinkNode(cid)));
 * DagCbor.links(bytes, System.out::println);
 * }</pre>
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-cbor/spec/">DAG-CBOR specification</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.ipld.dagcbor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
