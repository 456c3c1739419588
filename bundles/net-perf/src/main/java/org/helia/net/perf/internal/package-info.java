/** Measures how fast bytes go to a peer and back. */
@NullMarked
package org.helia.net.perf.internal;

import org.jspecify.annotations.NullMarked;
