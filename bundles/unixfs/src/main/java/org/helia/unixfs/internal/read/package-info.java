/** From DAGs back to files and directories. */
@NullMarked
package org.helia.unixfs.internal.read;

import org.jspecify.annotations.NullMarked;
