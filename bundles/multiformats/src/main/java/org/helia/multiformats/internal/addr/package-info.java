/** How the values of a multiaddr's components are written as text and as bytes. */
@NullMarked
package org.helia.multiformats.internal.addr;

import org.jspecify.annotations.NullMarked;
