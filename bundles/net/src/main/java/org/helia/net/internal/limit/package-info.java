/** How much of what the network may use. */
@NullMarked
package org.helia.net.internal.limit;

import org.jspecify.annotations.NullMarked;
