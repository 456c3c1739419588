package org.helia.itests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.apache.karaf.features.Feature;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Features that are added to a running node, as an operator does it: what runs already goes on. A
 * bundle that satisfies an optional import of a running one would have the framework restart that
 * one and all that is wired to it.
 */
public class GrowingNodeIT extends HeliaContainer {

  /** Libraries that work without these, only slower or with fewer peers. */
  private static final List<String> NATIVES =
      List.of(
          "io.netty.codec-native-quic.linux-x86_64",
          "io.netty.tcnative-boringssl-static",
          "io.netty.transport-native-epoll.linux-x86_64");

  @Test
  public void install_eachFeature_restartsNothing() throws Exception {
    Map<String, Set<String>> restarted = new TreeMap<>();
    for (Feature feature : features.listFeatures()) {
      if (feature.getName().startsWith("helia-") && !features.isInstalled(feature)) {
        Set<String> stopped = stoppedBy(feature);
        if (!stopped.isEmpty()) {
          restarted.put(feature.getName(), stopped);
        }
      }
    }

    assertThat(restarted, is(Map.of()));
    assertThat(new Health(context, components).complaints(), is(List.of()));
    NATIVES.forEach(name -> assertThat(resolved(), hasItem(name)));
    assertThat(run("helia:status"), not(containsString("native library")));
  }

  private Set<String> stoppedBy(Feature feature) throws Exception {
    Set<String> stopped = new ConcurrentSkipListSet<>();
    SynchronousBundleListener listener =
        event -> {
          if (event.getType() == BundleEvent.STOPPING) {
            stopped.add(String.valueOf(event.getBundle().getSymbolicName()));
          }
        };
    context.addBundleListener(listener);
    try {
      features.installFeature(feature.getName(), feature.getVersion());
    } finally {
      context.removeBundleListener(listener);
    }
    return stopped;
  }

  private List<String> resolved() {
    return Stream.of(context.getBundles())
        .filter(bundle -> (bundle.getState() & (Bundle.RESOLVED | Bundle.ACTIVE)) != 0)
        .map(Bundle::getSymbolicName)
        .toList();
  }
}
