/** Changes files and directories: the same nodes again, with other links on the way to a change. */
@NullMarked
package org.helia.unixfs.internal.edit;

import org.jspecify.annotations.NullMarked;
