/** Answers pings. */
@NullMarked
package org.helia.net.ping.internal;

import org.jspecify.annotations.NullMarked;
