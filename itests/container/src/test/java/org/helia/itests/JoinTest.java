package org.helia.itests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.karaf.features.FeaturesService;
import org.helia.api.net.Host;
import org.helia.api.net.NetworkScope;
import org.helia.api.node.Helia;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/**
 * A node that joins a network and leaves it, with addresses that do not leave this machine and no
 * peer to reach.
 */
public class JoinTest extends HeliaContainer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final EnumSet<FeaturesService.Option> QUIETLY =
      EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles);
  private static final List<String> FEATURES =
      List.of(
          "helia-discovery-bootstrap",
          "helia-metrics-prometheus",
          "helia-net",
          "helia-net-dns",
          "helia-net-tcp");
  private static final String PEER =
      "/ip4/127.0.0.1/tcp/1/p2p/12D3KooWBc8UVdbhxphxFM4VShpGsh2jsf68GkitMuxm9NoM1nnh";

  private Helia helia;

  @Before
  public void goOnline() throws Exception {
    features.installFeatures(Set.copyOf(FEATURES), QUIETLY);
    helia = service(Helia.class);
    service(Host.class);
    run("helia:config org.helia.net listen /ip4/127.0.0.1/tcp/0");
    run("helia:config org.helia.net listenJoined /ip4/127.0.0.2/tcp/0");
    run("helia:bootstrap-rm --all");
  }

  @After
  public void goOffline() throws Exception {
    run("helia:join none");
    run("helia:config --unset org.helia.net listen");
    run("helia:config --unset org.helia.net listenJoined");
    run("helia:config --unset org.helia.discovery.bootstrap peers");
    features.uninstallFeatures(Set.copyOf(FEATURES), QUIETLY);
  }

  private boolean listensOn(String ip) {
    return helia.host().listenAddresses().stream()
        .allMatch(each -> each.toString().startsWith("/ip4/" + ip + "/"));
  }

  @Test
  public void join_andBack_holdsAtOnce() throws Exception {
    assertThat(helia.joining().scope(), is(NetworkScope.NONE));
    Eventually.holds(
        () -> "listens on loopback: " + helia.host().listenAddresses(),
        PATIENCE,
        () -> !helia.host().listenAddresses().isEmpty() && listensOn("127.0.0.1"));

    assertThat(run("helia:bootstrap-add " + PEER), is("added " + PEER + "\n"));
    assertThat(run("helia:bootstrap-list"), is(PEER + "\n"));
    Eventually.holds(
        () -> "the plan has the new peer",
        PATIENCE,
        () -> helia.joining().plan(NetworkScope.LAN).toString().contains(PEER));
    String plan = run("helia:join --dry-run lan");
    assertThat(plan, containsString("listens on /ip4/127.0.0.2/tcp/0"));
    assertThat(plan, containsString("reaches " + PEER));
    assertThat(helia.joining().scope(), is(NetworkScope.NONE));

    assertThat(run("helia:join --yes lan"), containsString("joined lan\n"));
    Eventually.holds(
        () -> "listens elsewhere: " + helia.host().listenAddresses(),
        PATIENCE,
        () -> !helia.host().listenAddresses().isEmpty() && listensOn("127.0.0.2"));
    Eventually.holds(
        () -> "the peer was tried: " + figures(),
        PATIENCE,
        () -> figures().contains("helia_net_dial_seconds_count{result=\"failure\"}"));

    assertThat(run("helia:join none"), containsString("joined none\n"));
    assertThat(helia.joining().scope(), is(NetworkScope.NONE));
    assertThat(run("helia:status"), not(containsString("127.0.0.2")));
  }

  private String figures() {
    try {
      return run("helia:metrics helia_net_");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void metrics_replacedUnderLoad_nobodyNotices() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread load =
        new Thread(
            () -> {
              while (!stop.get()) {
                try {
                  Map<?, ?> traffic = helia.host().trafficByProtocol();
                  helia.metrics().write(OutputStream.nullOutputStream());
                  asked.addAndGet(1 + traffic.size());
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                }
              }
            },
            "metrics-load");
    load.start();
    try {
      Bundle bundle = bundle("metrics-prometheus");
      for (int round = 0; round < 10; round++) {
        int before = asked.get();
        bundle.stop();
        bundle.start();
        Eventually.holds(() -> "requests go on", PATIENCE, () -> asked.get() > before);
      }
    } finally {
      stop.set(true);
      load.join(PATIENCE.toMillis());
    }
    assertThat(failure.get() == null ? "" : failure.get().toString(), is(""));
  }
}
