package org.helia.api.metrics;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;

/** Writes the figures of all {@link MetricSource}s. */
@ConsumerType
public interface MetricsExporter {
  /** The media type of what it writes, as in "text/plain; version=0.0.4; charset=utf-8". */
  String mediaType();

  /**
   * Writes all figures as they are now. One source that fails takes nothing from the others.
   *
   * @param out not closed
   * @throws IOException when it cannot be written to
   */
  void write(OutputStream out) throws IOException;
}
