/**
 * Blocks: immutable byte strings named by the hash of their content, the stores that keep them and
 * the brokers that fetch them from elsewhere.
 *
 * <p>Users inject {@link org.helia.api.block.Blocks}; plugins implement {@link
 * org.helia.api.block.Blockstore} or {@link org.helia.api.block.BlockBroker} and register it as a
 * service:
 *
 * <pre>{@code
 * try (BlockWriter writer = blocks.writer()) {
 *   Cid cid = writer.put(CidFormat.V1_RAW, "hello".getBytes(UTF_8));
 *   writer.commit();
 *   Block same = blocks.get(cid);
 * }
 * }</pre>
 *
 * @see <a href="https://github.com/multiformats/cid">CID specification</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.block;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
