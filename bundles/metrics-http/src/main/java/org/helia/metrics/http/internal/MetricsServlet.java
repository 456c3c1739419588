package org.helia.metrics.http.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.helia.api.metrics.MetricsExporter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Answers {@code GET /metrics} with what the exporter writes, as collectors of Prometheus ask for
 * it. A response is made whole before it leaves, so that nobody takes half of the figures for all.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">exposition
 *     formats</a>
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/metrics")
public final class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** How many responses are made at once: each is held in memory. */
  static final int MAX_AT_ONCE = 4;

  private static final String RETRY_SECONDS = "2";

  private final transient AtomicReference<MetricsExporter> exporter = new AtomicReference<>();
  private final transient Semaphore places = new Semaphore(MAX_AT_ONCE);

  /** Has no exporter yet. */
  @Activate
  public MetricsServlet() {}

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setExporter(MetricsExporter next) {
    exporter.set(next);
  }

  /** Its successor may have come before. */
  void unsetExporter(MetricsExporter gone) {
    exporter.compareAndSet(gone, null);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    MetricsExporter now = exporter.get();
    if (now == null) {
      refuse(
          response,
          "no exporter of metrics is there: feature:install helia-metrics-prometheus, or wait for"
              + " its replacement");
    } else if (!places.tryAcquire()) {
      refuse(response, MAX_AT_ONCE + " others are asking for the figures: ask again");
    } else {
      try {
        write(response, now);
      } finally {
        places.release();
      }
    }
  }

  private static void write(HttpServletResponse response, MetricsExporter exporter)
      throws IOException {
    ByteArrayOutputStream figures = new ByteArrayOutputStream();
    exporter.write(figures);
    send(response, HttpServletResponse.SC_OK, exporter.mediaType(), figures);
  }

  private static void refuse(HttpServletResponse response, String why) throws IOException {
    response.setHeader("Retry-After", RETRY_SECONDS);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes((why + "\n").getBytes(StandardCharsets.UTF_8));
    send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", text);
  }

  private static void send(
      HttpServletResponse response, int status, String mediaType, ByteArrayOutputStream body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(mediaType);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.size());
    body.writeTo(response.getOutputStream());
  }
}
