/**
 * The keys that a node signs names with, besides its own.
 *
 * <pre>{@code
 * keystore.put("blog", crypto.generate(KeyType.ED25519));
 * PrivateKey key = keystore.get("blog").orElseThrow();
 * }</pre>
 *
 * @see <a href="https://docs.ipfs.tech/reference/kubo/cli/#ipfs-key">Kubo's commands for keys</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.key;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
