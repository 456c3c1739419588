/** Tells peers who and where this node is, and hears it from them. */
@NullMarked
package org.helia.net.identify.internal;

import org.jspecify.annotations.NullMarked;
