package org.helia.itests;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.helia.api.block.Block;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The gateway's server and the broker that asks gateways, in the container, while they come and go.
 */
public class HttpIT extends HeliaContainer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SWAPS = 10;
  private static final EnumSet<FeaturesService.Option> QUIETLY =
      EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);

  /** What a client may hear while the gateway is away. */
  private static final Set<Integer> ALLOWED = Set.of(200, 404, 503);

  @Inject private ConfigurationAdmin configurations;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  public void http_bundlesComeAndGo_isServedAndFetchedAndTheNodeGoesOn() throws Exception {
    Helia helia = service(Helia.class);
    byte[] content = Content.bytes(1, 100_000);
    Cid here = put(helia, content);

    configure("org.helia.http.server", Map.of("port", 0));
    features.installFeatures(Set.of("helia-gateway-trustless", "helia-broker-gateway"), QUIETLY);
    assertIsServed(here, content);

    servePortInUse(here, content);
    swapGateway(here, content);
    swapBroker(helia);
  }

  private void servePortInUse(Cid here, byte[] content) throws Exception {
    try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      configure("org.helia.http.server", Map.of("port", occupied.getLocalPort()));
      Eventually.holds(
          () -> "nothing is served on a port in use", PATIENCE, () -> endpoints().isEmpty());
      assertThat(service(Helia.class).blocks().has(here), is(true));
    }
    configure("org.helia.http.server", Map.of("port", 0));
    assertIsServed(here, content);
  }

  private void swapGateway(Cid here, byte[] content) throws Exception {
    for (int swap = 0; swap < SWAPS; swap++) {
      Thread updates =
          new Thread(
              () -> {
                try {
                  bundle("gateway-trustless").update();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      updates.start();
      while (updates.isAlive()) {
        HttpResponse<byte[]> response = get(here);
        assertThat(
            response.statusCode() + ": " + new String(response.body(), StandardCharsets.ISO_8859_1),
            ALLOWED.contains(response.statusCode()),
            is(true));
        assertThat(
            response.statusCode() != 200 || Arrays.equals(response.body(), content), is(true));
      }
      assertIsServed(here, content);
    }
  }

  /** What is fetched is on our own gateway, and goes away from the store before. */
  private void swapBroker(Helia helia) throws Exception {
    try (BlockServer server = new BlockServer()) {
      configure("org.helia.broker.gateway", Map.of("gateways", new String[] {server.url()}));
      for (int swap = 0; swap < SWAPS; swap++) {
        Thread updates =
            new Thread(
                () -> {
                  try {
                    bundle("broker-gateway").update();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        updates.start();
        int fetched = 0;
        while (updates.isAlive() || fetched == 0) {
          byte[] fresh = Content.bytes(1_000L * (swap + 1) + fetched++, 10_000);
          Cid cid = CidFormat.V1_RAW.cid(helia.hashers().sum(0x12, fresh));
          server.add(cid, fresh);
          Block block = helia.blocks().get(cid, FetchOptions.DEFAULTS);
          assertThat(Arrays.equals(block.bytes(), fresh), is(true));
        }
        updates.join();
      }
    }
  }

  private static Cid put(Helia helia, byte[] content) {
    Cid cid = CidFormat.V1_RAW.cid(helia.hashers().sum(0x12, content));
    helia.blocks().put(Block.of(cid, content));
    return cid;
  }

  private void configure(String pid, Map<String, Object> options) throws IOException {
    configurations.getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(options));
  }

  private List<String> endpoints() {
    ServiceReference<?> runtime =
        context.getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime");
    Object endpoints = runtime == null ? null : runtime.getProperty("osgi.http.endpoint");
    return endpoints instanceof String[] several ? Stream.of(several).toList() : List.of();
  }

  private void assertIsServed(Cid cid, byte[] content) {
    Eventually.holds(
        () -> "block " + cid + " is served on " + endpoints(),
        PATIENCE,
        () -> {
          try {
            return !endpoints().isEmpty() && Arrays.equals(get(cid).body(), content);
          } catch (IOException e) {
            return false;
          }
        });
  }

  private HttpResponse<byte[]> get(Cid cid) throws IOException {
    URI uri = URI.create(endpoints().get(0)).resolve("/ipfs/" + cid + "?format=raw");
    try {
      return client.send(
          HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
