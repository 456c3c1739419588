package org.helia.gateway.trustless.internal;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockRequestAuthorizer;
import org.helia.api.block.Blocks;
import org.helia.api.dag.Dags;
import org.helia.api.metrics.Histogram;
import org.helia.api.metrics.Metric;
import org.helia.api.metrics.MetricSink;
import org.helia.api.metrics.MetricSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Answers requests on the threads of the HTTP server, which wait when a client reads slowly, and so
 * do the reads of blocks.
 */
@Component(
    service = {Servlet.class, MetricSource.class},
    configurationPid = GatewayConfig.PID)
@HttpWhiteboardServletPattern({"/ipfs/*", "/ipns/*"})
@Designate(ocd = GatewayConfig.class)
public final class TrustlessGateway extends HttpServlet implements MetricSource {
  private static final long serialVersionUID = 1L;

  private static final int RETRY_SECONDS = 2;

  private final transient Histogram times =
      Histogram.ofSeconds(
          new Metric(
              "helia_gateway_request_seconds",
              "How long requests took, by the status of the response.",
              "status"));
  private final transient Blocks blocks;
  private final transient Dags dags;
  private final transient Permissions permissions = new Permissions();
  private final transient Admission admission = new Admission();
  private transient volatile Settings settings;

  /**
   * Made when the facades are there.
   *
   * @throws IllegalArgumentException naming the option that is out of its range
   */
  @Activate
  public TrustlessGateway(@Reference Blocks blocks, @Reference Dags dags, GatewayConfig config) {
    this.blocks = blocks;
    this.dags = dags;
    this.settings = Settings.of(config);
  }

  @Modified
  void configure(GatewayConfig config) {
    settings = Settings.of(config);
  }

  /** Cuts off what is under way. */
  @Deactivate
  public void close() {
    admission.close();
  }

  /** Somebody else decides, too. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void addAuthorizer(BlockRequestAuthorizer authorizer) {
    permissions.add(authorizer);
  }

  /** Somebody decides no more. */
  public void removeAuthorizer(BlockRequestAuthorizer authorizer) {
    permissions.remove(authorizer);
  }

  @Override
  public void collect(MetricSink sink) {
    times.collect(sink);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response);
  }

  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(request, response);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Settings now = settings;
    long began = System.nanoTime();
    try (Admission.Ticket ticket = admission.enter(now.requests(), now.response())) {
      Wanted wanted = Wanted.of(request);
      new Answer(wanted, request, response, permissions, now.fetch()).write(blocks, dags);
    } catch (HttpFault | HeliaException e) {
      Duration took = since(began);
      tell(admission.isClosed() ? stopping(e) : Faults.of(e, now.fetch(), took), response);
    } finally {
      times.series(String.valueOf(response.getStatus())).add(since(began));
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static HttpFault stopping(RuntimeException error) {
    return new HttpFault(HttpFault.UNAVAILABLE, "the gateway is stopping", error);
  }

  /** An error can be told as long as nothing has left; after that the response must end visibly. */
  private static void tell(HttpFault fault, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      throw new IOException("the response ends early: " + fault.getMessage(), fault);
    }
    response.reset();
    response.setStatus(fault.status());
    if (fault.isTemporary()) {
      response.setHeader("Retry-After", String.valueOf(RETRY_SECONDS));
    }
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    byte[] text = (fault.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    response.setContentLength(text.length);
    response.getOutputStream().write(text);
  }
}
