/** Connections over TCP. */
@NullMarked
package org.helia.net.tcp.internal;

import org.jspecify.annotations.NullMarked;
