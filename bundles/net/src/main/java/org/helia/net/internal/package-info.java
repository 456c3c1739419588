/** The node on the network: the facade that puts its parts together. */
@NullMarked
package org.helia.net.internal;

import org.jspecify.annotations.NullMarked;
