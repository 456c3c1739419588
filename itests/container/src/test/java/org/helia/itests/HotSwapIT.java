package org.helia.itests;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.helia.api.Progress;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.Blockstores;
import org.helia.api.block.MigrationReport;
import org.helia.api.node.Helia;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Plugins come and go under load, and no client notices. */
public class HotSwapIT extends HeliaContainer {

  private static final int SWAPS = 50;
  private static final int NEW_THINGS_A_SWAP = 20;
  private static final int UPDATES = 5;
  private static final int NEW_THINGS_AN_UPDATE = 10;
  private static final int FACADE_UPDATES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String FLATFS = "flatfs";
  private static final String MEMORY = "memory";
  private static final List<String> FACADES = List.of("codecs", "blocks", "unixfs", "car");
  private static final List<String> PLUGINS =
      List.of(
          "blockstore-flatfs",
          "blockstore-memory",
          "codec-raw",
          "codec-dag-pb",
          "codec-dag-cbor",
          "hash-sha2");

  @Inject private ConfigurationAdmin configurations;

  private Blockstores blockstores;
  private Stored.Services services;

  @Before
  public void findServices() {
    Helia helia = service(Helia.class);
    blockstores = helia.blockstores();
    services = new Stored.Services(helia.blocks(), helia.unixFs(), helia.cars());
  }

  @Test
  public void swap_backAndForthUnderLoad_noRequestFailsAndNothingIsLost() throws Exception {
    long began = System.nanoTime();
    Clients clients = new Clients(services, 0).start();
    try (clients) {
      for (int swap = 1; swap <= SWAPS; swap++) {
        clients.writeNew(NEW_THINGS_A_SWAP);
        boolean even = swap % 2 == 0;
        swap(even ? MEMORY : FLATFS, even ? FLATFS : MEMORY);
        clients.awaitEach();
      }
    }

    assertThat(clients.failures(), is(List.of()));
    clients.readAll();
    assertNothingIsDamaged();
    report(SWAPS + " swaps", began, clients);
  }

  @Test
  public void update_eachPluginUnderLoad_noRequestFailsAndNothingIsLost() throws Exception {
    install("blockstore-" + MEMORY).start();
    rankFirst(FLATFS);
    long began = System.nanoTime();
    Clients clients = new Clients(services, 1_000_000).start();
    try (clients) {
      for (int update = 1; update <= UPDATES; update++) {
        for (String plugin : PLUGINS) {
          clients.writeNew(NEW_THINGS_AN_UPDATE);
          update(plugin);
          clients.awaitEach();
        }
      }
    }

    assertThat(clients.failures(), is(List.of()));
    clients.readAll();
    assertNothingIsDamaged();
    report(UPDATES * PLUGINS.size() + " updates", began, clients);
    migrate(MEMORY, FLATFS);
    bundle("blockstore-" + MEMORY).uninstall();
  }

  @Test
  public void update_eachFacadeUnderLoad_noRequestFailsAndNothingIsLost() throws Exception {
    long began = System.nanoTime();
    Clients clients = new Clients(services, 2_000_000).start();
    try (clients) {
      for (int update = 1; update <= FACADE_UPDATES; update++) {
        for (String facade : FACADES) {
          clients.writeNew(NEW_THINGS_AN_UPDATE);
          bundle(facade).update();
          clients.awaitEach();
        }
      }
    }

    assertThat(clients.failures(), is(List.of()));
    clients.readAll();
    assertNothingIsDamaged();
    report(FACADE_UPDATES * FACADES.size() + " updates of facades", began, clients);
  }

  /** As an operator does it. */
  private void swap(String from, String to) throws Exception {
    install("blockstore-" + to).start();
    rankFirst(to);
    migrate(from, to);
    Bundle old = bundle("blockstore-" + from);
    old.stop();
    old.uninstall();
    assertThat(names(), is(List.of(to)));
  }

  /** What was written elsewhere while a store was away is in the other; memory forgets it. */
  private void update(String plugin) throws BundleException {
    if (plugin.equals("blockstore-" + MEMORY)) {
      migrate(MEMORY, FLATFS);
    }
    bundle(plugin).update();
    Eventually.holds(
        () -> "both stores are there and flatfs is written to",
        PATIENCE,
        () -> names().equals(List.of(FLATFS, MEMORY)));
  }

  /** Makes a store the one that is written to, by its configuration. */
  private void rankFirst(String name) throws Exception {
    Eventually.holds(() -> name + " is there", PATIENCE, () -> names().contains(name));
    List<BlockstoreInfo> all = blockstores.list();
    if (!all.get(0).name().equals(name)) {
      Configuration configuration =
          configurations.getConfiguration("org.helia.blockstore." + name, "?");
      Map<String, Object> changed = new HashMap<>();
      changed.put(Constants.SERVICE_RANKING, all.get(0).ranking() + 1);
      configuration.update(FrameworkUtil.asDictionary(changed));
    }
    Eventually.holds(() -> name + " is written to", PATIENCE, () -> names().indexOf(name) == 0);
  }

  private void migrate(String from, String to) {
    MigrationReport report = blockstores.migrate(from, to, Progress.NONE);
    assertThat(report.corruptCount(), is(0L));
  }

  private List<String> names() {
    return blockstores.list().stream().map(BlockstoreInfo::name).toList();
  }

  private void assertNothingIsDamaged() {
    assertThat(
        blockstores
            .verify(
                damaged -> {
                  throw new AssertionError("damaged: " + damaged);
                },
                Progress.NONE)
            .damaged(),
        is(0L));
  }

  private static void report(String what, long began, Clients clients) {
    System.out.printf(
        "%s in %.1f s: %s%n", what, (System.nanoTime() - began) / 1e9, clients.figures());
  }
}
