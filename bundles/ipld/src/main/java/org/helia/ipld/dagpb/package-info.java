/**
 * The bytes of DAG-PB blocks, of which UnixFS files and directories are made: a list of links and
 * some bytes.
 *
 * <pre>{@code
 * PbNode node = DagPb.decode(block.bytes());
 * byte[] same = DagPb.encode(node);
 * }</pre>
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-pb/spec/">DAG-PB specification</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.ipld.dagpb;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
