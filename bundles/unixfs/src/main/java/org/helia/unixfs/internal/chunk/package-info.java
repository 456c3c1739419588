/** Where the content of a file is cut into chunks. */
@NullMarked
package org.helia.unixfs.internal.chunk;

import org.jspecify.annotations.NullMarked;
