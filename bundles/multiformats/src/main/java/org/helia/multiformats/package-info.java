/**
 * The self-describing values on which IPFS is built: {@linkplain org.helia.multiformats.Varint
 * varints}, {@linkplain org.helia.multiformats.Multibase multibase} text, the {@linkplain
 * org.helia.multiformats.Multicodec multicodec} table, {@linkplain org.helia.multiformats.Multihash
 * multihashes} and {@linkplain org.helia.multiformats.Cid CIDs}.
 *
 * <p>All values are immutable, safe to share between threads, and usable as map keys. Decoding is
 * strict: bytes or text that are not in canonical form are refused with a {@link
 * org.helia.multiformats.MultiformatsException}, so that equal values always have equal bytes.
 *
 * <pre>{@code
 * Cid cid = Cid.parse("bafkreidqsmj6zthvvs4aiwsg7i7iog7kn6ftkx27p27unak5zgpu6rv76a");
 * cid.codec() == Multicodec.RAW;
 * cid.multihash().code() == Multicodec.SHA2_256;
 * }</pre>
 *
 * @see <a href="https://github.com/multiformats/multiformats">multiformats</a>
 * @see <a href="https://github.com/multiformats/cid">CID specification</a>
 */
@Export
@Version("1.0.0")
@NullMarked
package org.helia.multiformats;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
