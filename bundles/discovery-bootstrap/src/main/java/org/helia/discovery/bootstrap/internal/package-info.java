/** Finds the first peers in a list. */
@NullMarked
package org.helia.discovery.bootstrap.internal;

import org.jspecify.annotations.NullMarked;
