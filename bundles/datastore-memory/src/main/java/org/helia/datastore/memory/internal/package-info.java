/** The datastore in memory. */
@NullMarked
package org.helia.datastore.memory.internal;

import org.jspecify.annotations.NullMarked;
