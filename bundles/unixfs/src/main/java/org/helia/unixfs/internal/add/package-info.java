/** From files and directories on disk to DAGs. */
@NullMarked
package org.helia.unixfs.internal.add;

import org.jspecify.annotations.NullMarked;
