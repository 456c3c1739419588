/** What adding from disk and writing to disk share. */
@NullMarked
package org.helia.unixfs.internal.disk;

import org.jspecify.annotations.NullMarked;
