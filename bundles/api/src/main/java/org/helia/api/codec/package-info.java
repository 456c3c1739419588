/**
 * Codecs, which know where the links in a block are, and hashers, which name and check its bytes.
 * Both are plugins keyed by their code in the <a
 * href="https://github.com/multiformats/multicodec">multicodec table</a>.
 *
 * <pre>{@code
 * codecs.links(block, cid -> System.out.println(cid));
 * boolean intact = hashers.matches(block.cid().multihash(), block.bytes());
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.codec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
