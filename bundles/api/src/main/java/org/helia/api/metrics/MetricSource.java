package org.helia.api.metrics;

import org.osgi.annotation.versioning.ConsumerType;

/** Has figures. Register one as a service. */
@ConsumerType
@FunctionalInterface
public interface MetricSource {
  /**
   * Tells its figures as they are now. Called by any thread, once for each time that somebody
   * looks. Returns soon, and tells each series once.
   */
  void collect(MetricSink sink);
}
