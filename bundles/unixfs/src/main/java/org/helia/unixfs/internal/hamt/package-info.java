/** Directories that are spread over many blocks by the hashes of their names. */
@NullMarked
package org.helia.unixfs.internal.hamt;

import org.jspecify.annotations.NullMarked;
