package org.helia.metrics.prometheus.internal;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.helia.api.metrics.MetricSource;
import org.helia.api.metrics.MetricsExporter;
import org.helia.platform.Plugin;
import org.helia.platform.PluginFamily;
import org.helia.platform.Plugins;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all sources and writes what they tell in Prometheus' text format.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">exposition
 *     formats</a>
 */
@Component
public final class PrometheusExporter implements MetricsExporter {
  private static final Logger LOG = LoggerFactory.getLogger(PrometheusExporter.class);

  private final Plugins<MetricSource> sources =
      new Plugins<>(PluginFamily.of("source of metrics", "helia-net"));
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /** Has no sources yet. */
  @Activate
  public PrometheusExporter() {}

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addSource(MetricSource source, Map<String, Object> properties) {
    sources.add(source, properties);
  }

  void removeSource(MetricSource source) {
    sources.remove(source);
  }

  @Override
  public String mediaType() {
    return writer.getContentType();
  }

  @Override
  public void write(OutputStream out) throws IOException {
    Snapshots snapshots = new Snapshots();
    for (Plugin<MetricSource> source : sources.all()) {
      if (source.enter()) {
        try {
          source.service().collect(snapshots);
        } catch (RuntimeException e) {
          LOG.warn("the figures of {} are left out", source.service(), e);
        } finally {
          source.exit();
        }
      }
    }
    writer.write(out, snapshots.all());
  }
}
