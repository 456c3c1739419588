/** Shows the figures of the node over HTTP, for whoever collects them. */
@NullMarked
package org.helia.metrics.http.internal;

import org.jspecify.annotations.NullMarked;
