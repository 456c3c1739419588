/**
 * Signatures, key agreement and sealed frames, each by the fastest sound implementation that the
 * machine has. Keys themselves are values of {@code org.helia.multiformats.peer}.
 *
 * <pre>{@code
 * PrivateKey key = crypto.generate(KeyType.ED25519);
 * byte[] signature = crypto.sign(key, message);
 * crypto.verify(key.publicKey(), message, signature);  // true
 * }</pre>
 *
 * @see <a href="https://github.com/libp2p/specs/blob/master/peer-ids/peer-ids.md#key-types">libp2p,
 *     key types and how they sign</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.crypto;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
