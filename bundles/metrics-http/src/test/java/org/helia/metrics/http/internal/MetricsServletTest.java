package org.helia.metrics.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.helia.api.metrics.MetricsExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServletTest {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MetricsServlet servlet = new MetricsServlet();
  private final Server server = new Server();
  private final HttpClient client = HttpClient.newHttpClient();
  private URI uri;

  /** Writes a line. */
  private record Exporter(String line) implements MetricsExporter {
    @Override
    public String mediaType() {
      return TYPE;
    }

    @Override
    public void write(OutputStream out) throws IOException {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }

  @BeforeEach
  void start() throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/metrics");
    server.setHandler(context);
    server.start();
    uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/metrics");
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(uri).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void get_exporterThere_isWhatItWrites() throws Exception {
    servlet.setExporter(new Exporter("helia_sample_total 1\n"));

    HttpResponse<String> response = send(request());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("helia_sample_total 1\n");
    assertThat(response.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
        .isEqualToIgnoringCase(TYPE.replace(" ", ""));
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void head_exporterThere_isTheLengthOnly() throws Exception {
    servlet.setExporter(new Exporter("12345"));

    HttpResponse<String> response =
        send(request().method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Length")).hasValue("5");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void post_any_isNotAllowed() throws Exception {
    servlet.setExporter(new Exporter("12345"));

    assertThat(send(request().POST(HttpRequest.BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
  }

  @Test
  void get_noExporter_saysWhatToInstall() throws Exception {
    HttpResponse<String> response = send(request());

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("feature:install helia-metrics-prometheus");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
  }

  @Test
  void get_exporterReplaced_isWhatTheNewOneWrites() throws Exception {
    Exporter old = new Exporter("old");
    Exporter fresh = new Exporter("fresh");
    servlet.setExporter(old);
    servlet.setExporter(fresh);
    servlet.unsetExporter(old);
    assertThat(send(request()).body()).isEqualTo("fresh");

    servlet.unsetExporter(fresh);
    assertThat(send(request()).statusCode()).isEqualTo(503);
  }

  @Test
  void get_moreAtOnceThanThereArePlaces_furtherAreRefusedAndTheOthersServed() throws Exception {
    CountDownLatch entered = new CountDownLatch(MetricsServlet.MAX_AT_ONCE);
    CountDownLatch go = new CountDownLatch(1);
    servlet.setExporter(slow(entered, go));
    List<CompletableFuture<HttpResponse<String>>> served = new ArrayList<>();
    for (int i = 0; i < MetricsServlet.MAX_AT_ONCE; i++) {
      served.add(client.sendAsync(request().build(), HttpResponse.BodyHandlers.ofString()));
    }
    assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    HttpResponse<String> refused = send(request());
    go.countDown();

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("4 others");
    for (CompletableFuture<HttpResponse<String>> each : served) {
      assertThat(each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).body()).isEqualTo("slow");
    }
    assertThat(send(request()).body()).isEqualTo("slow");
  }

  private static MetricsExporter slow(CountDownLatch entered, CountDownLatch go) {
    return new MetricsExporter() {
      @Override
      public String mediaType() {
        return TYPE;
      }

      @Override
      public void write(OutputStream out) throws IOException {
        entered.countDown();
        try {
          assertThat(go.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        new Exporter("slow").write(out);
      }
    };
  }
}
