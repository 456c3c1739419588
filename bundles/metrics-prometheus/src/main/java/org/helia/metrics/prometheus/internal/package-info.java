/** Writes the figures of the node as Prometheus reads them. */
@NullMarked
package org.helia.metrics.prometheus.internal;

import org.jspecify.annotations.NullMarked;
