/** What stands in the blocks of files and directories. */
@NullMarked
package org.helia.unixfs.internal.format;

import org.jspecify.annotations.NullMarked;
