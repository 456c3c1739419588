/** DAGs over the facades of blocks and codecs. */
@NullMarked
package org.helia.dag.internal;

import org.jspecify.annotations.NullMarked;
