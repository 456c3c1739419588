/**
 * Files and directories as DAGs.
 *
 * <pre>{@code
 * AddedEntry root = unixFs.add(AddSource.path(Path.of("photos")), AddOptions.DEFAULTS, AddListener.NONE);
 * try (InputStream in = unixFs.cat(ContentPath.of(root.cid()).resolve("cat.jpg"), ByteRange.ALL, FetchOptions.DEFAULTS)) {
 *   in.transferTo(out);
 * }
 * }</pre>
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/">UnixFS specification</a>
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/">IPIP-499, CID profiles</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.unixfs;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
