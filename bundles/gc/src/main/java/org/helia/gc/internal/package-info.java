/**
 * Garbage collection: {@link org.helia.gc.internal.Cycle} is one collection, {@link
 * org.helia.gc.internal.Owners} know whose roots there are, {@link org.helia.gc.internal.Quota}
 * asks for a collection when room is short.
 */
@NullMarked
package org.helia.gc.internal;

import org.jspecify.annotations.NullMarked;
