/** How peers are reached. */
@NullMarked
package org.helia.net.internal.dial;

import org.jspecify.annotations.NullMarked;
