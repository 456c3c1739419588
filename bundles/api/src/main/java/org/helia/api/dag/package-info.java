/**
 * DAGs: blocks that link to each other, whatever their codecs.
 *
 * <pre>{@code
 * Cid cid = dags.put(MapNode.of("name", new StringNode("x")), Dags.DAG_CBOR);
 * Node name = dags.get(ContentPath.parse("/ipld/" + cid + "/name"), FetchOptions.DEFAULTS);
 * try (Stream<DagBlock> blocks = dags.walk(List.of(cid), WalkOptions.DEFAULTS, FetchOptions.DEFAULTS)) {
 *   blocks.forEach(visit -> System.out.println(visit.block().cid()));
 * }
 * }</pre>
 *
 * @see <a href="https://ipld.io/docs/data-model/">IPLD data model</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.dag;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
