/**
 * What the IPLD codecs have in common.
 *
 * @see <a href="https://ipld.io/docs/data-model/">IPLD data model</a>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.ipld;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
