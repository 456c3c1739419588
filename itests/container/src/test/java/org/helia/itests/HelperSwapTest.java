package org.helia.itests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.karaf.features.FeaturesService;
import org.helia.api.net.Connection;
import org.helia.api.net.DialOptions;
import org.helia.api.net.FetchSource;
import org.helia.api.net.Host;
import org.helia.api.net.PeerAddresses;
import org.helia.api.net.Stream;
import org.helia.multiformats.multiaddr.Multiaddr;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * What looks for names, values and peers, and what shows figures, is taken away and brought back.
 */
public class HelperSwapTest extends HeliaContainer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 5;
  private static final String FETCH = "/libp2p/fetch/0.0.1";
  private static final EnumSet<FeaturesService.Option> QUIETLY =
      EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);
  private static final Set<String> FEATURES =
      Set.of(
          "helia-discovery-bootstrap",
          "helia-metrics-http",
          "helia-net",
          "helia-net-dns",
          "helia-net-fetch",
          "helia-net-noise",
          "helia-net-tcp",
          "helia-net-yamux");

  private Host host;
  private SecondHost second;
  private Multiaddr secondAddress;

  @Before
  public void connect() throws Exception {
    features.installFeatures(FEATURES, QUIETLY);
    host = service(Host.class);
    run("helia:config org.helia.net listen /ip4/127.0.0.1/tcp/0");
    run("helia:config org.helia.net listenJoined /ip4/127.0.0.2/tcp/0");
    run("helia:config org.helia.http.server port 0");
    run("helia:bootstrap-rm --all");
    second = SecondHost.open(context, bundle("net"));
    secondAddress = second.host().listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")).get(0);
  }

  @After
  public void close() throws Exception {
    run("helia:join none");
    second.close();
    run("helia:config --unset org.helia.net listen");
    run("helia:config --unset org.helia.net listenJoined");
    run("helia:config --unset org.helia.net.dns servers");
    run("helia:config --unset org.helia.http.server port");
    run("helia:config --unset org.helia.discovery.bootstrap peers");
    features.uninstallFeatures(FEATURES, QUIETLY);
  }

  private static void restart(Bundle bundle) throws BundleException {
    bundle.stop();
    bundle.start();
  }

  @Test
  public void netDns_takenAwayAndBroughtBack_noDialFails() throws Exception {
    try (NameServer names = new NameServer()) {
      run("helia:config org.helia.net.dns servers " + names.address());
      String port = secondAddress.toString().replaceAll(".*/", "");
      PeerAddresses named =
          new PeerAddresses(
              second.host().id(), List.of(Multiaddr.parse("/dns4/peer.test/tcp/" + port)));
      Load load =
          new Load()
              .add(
                  1,
                  "dials",
                  () -> {
                    host.connect(named, DialOptions.DEFAULTS);
                    host.disconnect(named.peer());
                  });
      try (load) {
        for (int round = 0; round < ROUNDS; round++) {
          load.awaitEach();
          restart(bundle("net-dns"));
        }
        load.awaitEach();
      }
      assertThat(load.failures(), is(List.of()));
    }
  }

  /** Streams that are open end well; while nobody answers, new ones are refused. */
  @Test
  public void netFetch_takenAwayAndBroughtBack_openQuestionsAreAnswered() throws Exception {
    ServiceRegistration<FetchSource> source =
        context.registerService(
            FetchSource.class,
            (key, asker) -> Optional.of(key),
            new Hashtable<>(Map.of(FetchSource.PREFIX, "/echo/")));
    try {
      Eventually.holds(
          () -> "listens: " + host.status(), PATIENCE, () -> !host.listenAddresses().isEmpty());
      Connection connection =
          second
              .host()
              .connect(new PeerAddresses(host.id(), host.listenAddresses()), DialOptions.DEFAULTS);
      for (int round = 0; round < ROUNDS; round++) {
        Eventually.holds(() -> "fetch is spoken", PATIENCE, () -> host.protocols().contains(FETCH));
        assertThat(fetch(connection, "/echo/" + round), containsString("/echo/" + round));
        bundle("net-fetch").stop();
        assertThat(host.protocols().contains(FETCH), is(false));
        bundle("net-fetch").start();
      }
      assertThat(connection.isOpen(), is(true));
    } finally {
      source.unregister();
    }
  }

  /** One question of less than 128 bytes, as the protocol has it: lengths are single bytes. */
  private static String fetch(Connection connection, String key) {
    byte[] text = key.getBytes(StandardCharsets.UTF_8);
    try (Stream stream = connection.open(FETCH)) {
      stream.timeout(PATIENCE);
      ByteBuffer question = ByteBuffer.allocate(text.length + 3);
      question.put((byte) (text.length + 2)).put((byte) 0x0A).put((byte) text.length).put(text);
      stream.write(question.flip());
      stream.closeWrite();
      ByteBuffer answer = ByteBuffer.allocate(256);
      while (stream.read(answer) >= 0) {
        continue;
      }
      return StandardCharsets.UTF_8.decode(answer.flip()).toString();
    }
  }

  @Test
  public void discoveryBootstrap_takenAwayAndBroughtBack_reachesItsPeersAgain() throws Exception {
    run("helia:bootstrap-add " + secondAddress + "/p2p/" + second.host().id());
    run("helia:join --yes lan");
    AtomicInteger found = new AtomicInteger();
    for (int round = 0; round < ROUNDS; round++) {
      Eventually.holds(
          () -> "the peer is reached; was " + found + " times",
          PATIENCE,
          () -> !host.connections(second.host().id()).isEmpty());
      found.incrementAndGet();
      bundle("discovery-bootstrap").stop();
      host.disconnect(second.host().id());
      bundle("discovery-bootstrap").start();
    }
    assertThat(found.get(), is(ROUNDS));
  }

  @Test
  public void metricsExporter_takenAwayAndBroughtBack_isSaidAndServedAgain() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Eventually.holds(
          () -> "figures are served: " + metrics(),
          PATIENCE,
          () -> metrics().startsWith("200 ") && metrics().contains("helia_net_known_peers"));
      assertThat(metrics(), containsString("helia_blocks_reads_total{result=\"hit\"}"));
      bundle("metrics-prometheus").stop();
      Eventually.holds(
          () -> "it is said what is missing: " + metrics(),
          PATIENCE,
          () -> metrics().startsWith("503 "));
      assertThat(metrics(), containsString("feature:install helia-metrics-prometheus"));
      assertThat(metrics(), not(containsString("helia_net_")));
      bundle("metrics-prometheus").start();
    }
  }

  /** Status and body; empty while nothing is served. */
  private String metrics() {
    ServiceReference<?> runtime =
        context.getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime");
    Object endpoints = runtime == null ? null : runtime.getProperty("osgi.http.endpoint");
    if (!(endpoints instanceof String[] all) || all.length == 0) {
      return "";
    }
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(all[0]).resolve("/metrics"))
                      .timeout(PATIENCE)
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
