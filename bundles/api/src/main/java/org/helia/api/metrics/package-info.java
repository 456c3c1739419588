/**
 * Figures about the running node, for whoever watches it.
 *
 * <p>Whoever has figures keeps them itself, in a {@link org.helia.api.metrics.Counter} or a {@link
 * org.helia.api.metrics.Histogram} or as it likes, and registers a {@link
 * org.helia.api.metrics.MetricSource}. It is asked when somebody wants to see them; until then they
 * cost an addition each, and no figure is lost when what shows them is replaced:
 *
 * <pre>{@code
 * private final Counter requests =
 *     new Counter(new Metric("helia_sample_requests", "Requests answered.", "kind"));
 *
 * requests.series("get").add(1);
 *
 * @Override
 * public void collect(MetricSink sink) {
 *   requests.collect(sink);
 * }
 * }</pre>
 */
@NullMarked
@Export
@Version("1.0.0")
package org.helia.api.metrics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
