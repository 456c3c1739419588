/** The blockstore in memory. */
@NullMarked
package org.helia.blockstore.memory.internal;

import org.jspecify.annotations.NullMarked;
