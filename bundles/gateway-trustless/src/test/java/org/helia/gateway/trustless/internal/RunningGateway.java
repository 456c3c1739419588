package org.helia.gateway.trustless.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.helia.api.block.Blocks;
import org.helia.codec.dag.cbor.internal.DagCborCodec;
import org.helia.codec.dag.pb.internal.DagPbCodec;
import org.helia.codec.raw.internal.RawCodec;
import org.helia.dag.internal.DagsComponent;
import org.helia.ipld.car.CarReader;
import org.helia.testkit.codec.FakeCodecs;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.unixfs.internal.read.UnixFsLayout;

/** The gateway in the HTTP server that the container has, on a free port of loopback. */
final class RunningGateway implements AutoCloseable {
  private final Server server = new Server();
  private final Blocks blocks;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;
  final TrustlessGateway gateway;

  RunningGateway(Blocks blocks) {
    this(blocks, Map.of());
  }

  /**
   * @param options of the configuration that are not as they are by default
   */
  RunningGateway(Blocks blocks, Map<String, Object> options) {
    this.blocks = blocks;
    this.gateway = new TrustlessGateway(blocks, dags(blocks), config(options));
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.LEGACY);
    http.setOutputBufferSize(64 * 1024);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    ServletHolder holder = new ServletHolder(gateway);
    context.addServlet(holder, "/ipfs/*");
    context.addServlet(holder, "/ipns/*");
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not start", e);
    }
    base = URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  private static DagsComponent dags(Blocks blocks) {
    FakeCodecs codecs = new FakeCodecs();
    codecs.add(new RawCodec());
    codecs.add(new DagPbCodec());
    codecs.add(new DagCborCodec());
    DagsComponent dags = new DagsComponent(blocks, codecs);
    dags.addLayout(new UnixFsLayout(), Map.of());
    return dags;
  }

  static GatewayConfig config(Map<String, Object> options) {
    return (GatewayConfig)
        Proxy.newProxyInstance(
            GatewayConfig.class.getClassLoader(),
            new Class<?>[] {GatewayConfig.class},
            (proxy, method, arguments) ->
                options.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  /** Puts the blocks of a fixture into the node. */
  void load(String car) throws IOException {
    try (InputStream in = FixtureFile.open("gateway/fixtures/" + car)) {
      load(in);
    }
  }

  /** Puts the blocks of a CAR file into the node. */
  void load(Path car) throws IOException {
    try (InputStream in = Files.newInputStream(car)) {
      load(in);
    }
  }

  private void load(InputStream in) {
    CarReader reader = new CarReader(in);
    for (var section = reader.next(); section.isPresent(); section = reader.next()) {
      blocks.put(section.get().block());
    }
  }

  URI uri(String path) {
    return URI.create(base + path);
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send("GET", path, Map.of());
  }

  HttpResponse<byte[]> send(String method, String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody());
    new HashMap<>(headers).forEach(request::setHeader);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    gateway.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }
}
