/**
 * Content paths such as {@code /ipfs/bafy…/docs/readme.md}: where a name or a CID starts and which
 * segments lead on from it.
 *
 * <pre>{@code
 * ContentPath path = ContentPath.parse("/ipfs/bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/a/b");
 * }</pre>
 *
 * @see <a href="https://specs.ipfs.tech/http-gateways/path-gateway/">Path gateway specification</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.path;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
