/** Connections and streams: how they are agreed upon, counted and ended. */
@NullMarked
package org.helia.net.internal.connection;

import org.jspecify.annotations.NullMarked;
