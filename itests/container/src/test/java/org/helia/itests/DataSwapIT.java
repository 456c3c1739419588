package org.helia.itests;

import static org.hamcrest.CoreMatchers.allOf;
import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertThrows;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.helia.api.HeliaException;
import org.helia.api.Progress;
import org.helia.api.ServiceMissingException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockGuardedException;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.codec.UnknownHashException;
import org.helia.api.dag.BrokenDagException;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcReport;
import org.helia.api.gc.MissingRootsException;
import org.helia.api.ipld.StringNode;
import org.helia.api.node.Helia;
import org.helia.api.store.DatastoreInfo;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What keeps data comes and goes under load, and no client notices that could be served. */
public class DataSwapIT extends HeliaContainer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What callers wait for a service is more; what they see of an update is a little longer, too.
   */
  private static final Duration PATIENCE_OF_CALLERS = Duration.ofSeconds(2);

  private static final int UPDATES = 2;
  private static final int MIGRATIONS = 2;
  private static final List<String> KEEPERS =
      List.of("pins", "gc", "mfs", "datastores", "datastore-mvstore");

  @Inject private ConfigurationAdmin configurations;

  private Helia helia;

  @Before
  public void findNode() {
    helia = service(Helia.class);
  }

  private Load load(KeptFiles files) {
    return new Load()
        .add(2, "pinner", files::pinNew)
        .add(1, "adder", files::addGarbage)
        .add(2, "reader", files::readPinned)
        .add(2, "writer", files::write);
  }

  @Test
  public void update_eachKeeperUnderLoad_noRequestFailsAndNothingIsLost() throws Exception {
    KeptFiles files = new KeptFiles(helia, 0);
    AtomicInteger refused = new AtomicInteger();
    Load load = load(files).add(1, "collector", () -> collectOrBeRefused(refused));
    Duration slowest = Duration.ZERO;
    try (load) {
      for (int update = 1; update <= UPDATES; update++) {
        for (String keeper : KEEPERS) {
          load.awaitEach();
          Duration took = update(keeper);
          slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
      }
      load.awaitEach();
    }

    assertThat(unexpected(load.failures(), slowest), is(List.of()));
    files.checkAll();
    GcReport report = helia.gc().collect(GcOptions.DEFAULTS, GcListener.NONE);
    assertThat(report.complete(), is(true));
    files.checkAll();
    report(
        UPDATES * KEEPERS.size()
            + " updates, the slowest in "
            + slowest.toMillis()
            + " ms, "
            + refused
            + " collections refused",
        load);
  }

  private Duration update(String bundle) throws BundleException {
    long began = System.nanoTime();
    bundle(bundle).update();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * Where an update takes so long that callers lose patience, a clear error is the right answer.
   */
  private static List<String> unexpected(List<String> failures, Duration slowest) {
    return slowest.compareTo(PATIENCE_OF_CALLERS) < 0
        ? failures
        : failures.stream()
            .filter(each -> !each.contains(ServiceMissingException.class.getName()))
            .toList();
  }

  /** While an owner of roots is away for longer, refusing is the only right answer. */
  private void collectOrBeRefused(AtomicInteger refused) {
    try {
      helia.gc().collect(GcOptions.DEFAULTS, GcListener.NONE);
    } catch (MissingRootsException e) {
      refused.incrementAndGet();
    }
  }

  @Test
  public void delete_whatAPinOrAFileNeeds_isRefused() throws Exception {
    KeptFiles files = new KeptFiles(helia, 2_000_000);
    files.pinNew();
    files.write();

    HeliaException pinned =
        assertThrows(BlockGuardedException.class, () -> helia.blocks().delete(files.pinnedRoot()));
    assertThat(pinned.getMessage(), containsString("pinned recursively"));
    HeliaException written =
        assertThrows(BlockGuardedException.class, () -> helia.blocks().delete(helia.mfs().root()));
    assertThat(written.getMessage(), containsString("needed by the mutable file system, for /,"));
    files.checkAll();
  }

  @Test
  public void migrate_datastoreBackAndForthUnderLoad_noRequestFailsAndNothingIsLost()
      throws Exception {
    Bundle memory = install("datastore-memory");
    memory.start();
    Eventually.holds(
        () -> "both datastores are there", PATIENCE, () -> helia.datastores().list().size() == 2);
    KeptFiles files = new KeptFiles(helia, 1_000_000);
    Load load = load(files);
    try (load) {
      for (int swap = 0; swap < MIGRATIONS; swap++) {
        load.awaitEach();
        helia.datastores().migrate("mvstore", "memory", Progress.NONE);
        load.awaitEach();
        helia.datastores().migrate("memory", "mvstore", Progress.NONE);
      }
      load.awaitEach();
    }

    assertThat(load.failures(), is(List.of()));
    memory.uninstall();
    assertThat(
        helia.datastores().list().stream().map(DatastoreInfo::name).toList(),
        is(List.of("mvstore")));
    files.checkAll();
    report(2 * MIGRATIONS + " migrations", load);
  }

  @Test
  public void unmount_carUnderLoad_onlyWhatItAloneHasIsMissed() throws Exception {
    Block shared = Content.rawBlock(Content.bytes(1, 1000));
    Block alone = Content.rawBlock(Content.bytes(2, 1000));
    Path car = Files.createTempFile("mounted", ".car");
    export(car, shared, alone);
    helia.blocks().delete(alone.cid());
    Configuration mount = mount(car);
    Eventually.holds(() -> "the CAR is mounted", PATIENCE, () -> helia.blocks().has(alone.cid()));

    Load load = new Load().add(2, "reader", () -> requireReadable(shared));
    try (load) {
      try (Load both = new Load().add(2, "reader of the CAR", () -> requireReadable(alone))) {
        both.awaitEach();
        bundle("blockstore-car").update();
        both.awaitEach();
        assertThat(both.failures(), is(List.of()));
      }
      mount.delete();
      Eventually.holds(
          () -> "the CAR is not mounted", PATIENCE, () -> !helia.blocks().has(alone.cid()));
      HeliaException missing =
          assertThrows(BlockNotFoundException.class, () -> requireReadable(alone));
      assertThat(missing.getMessage(), containsString(alone.cid().toString()));
      load.awaitEach();
      mount(car);
      Eventually.holds(() -> "the CAR is back", PATIENCE, () -> helia.blocks().has(alone.cid()));
      requireReadable(alone);
      load.awaitEach();
    }
    assertThat(load.failures(), is(List.of()));
    report("a CAR unmounted and mounted", load);
  }

  private void export(Path car, Block... blocks) throws Exception {
    for (Block block : blocks) {
      helia.blocks().put(block);
    }
    List<Cid> roots = List.of(blocks).stream().map(Block::cid).toList();
    try (OutputStream out = Files.newOutputStream(car)) {
      helia.cars().exportDag(roots, out, FetchOptions.OFFLINE, Progress.NONE);
    }
  }

  private Configuration mount(Path car) throws Exception {
    Configuration configuration =
        configurations.getFactoryConfiguration("org.helia.blockstore.car", "swapped", "?");
    configuration.update(FrameworkUtil.asDictionary(Map.of("path", car.toString())));
    return configuration;
  }

  private void requireReadable(Block block) {
    if (!helia.blocks().get(block.cid(), FetchOptions.OFFLINE).equals(block)) {
      throw new AssertionError("wrong bytes for " + block.cid());
    }
  }

  @Test
  public void stop_hashAndCodecUnderLoad_onlyWhatNeedsThemIsRefused() throws Exception {
    CidFormat sha3 = new CidFormat(1, Multicodec.RAW, Multicodec.SHA3_256);
    CidFormat json = new CidFormat(1, Multicodec.DAG_JSON, Multicodec.SHA2_256);
    Cid hashed = put(sha3, Content.bytes(3, 1000));
    Cid coded = helia.dags().put(new StringNode("value"), json);
    Block other = Content.rawBlock(Content.bytes(4, 1000));
    helia.blocks().put(other);

    Load load = new Load().add(2, "reader", () -> requireReadable(other));
    try (load) {
      try (Load both =
          new Load()
              .add(1, "hasher", () -> helia.blocks().get(hashed, FetchOptions.OFFLINE))
              .add(1, "decoder", () -> helia.dags().get(coded, FetchOptions.OFFLINE))) {
        both.awaitEach();
        bundle("hash-sha3").update();
        bundle("codec-dag-json").update();
        both.awaitEach();
        assertThat(both.failures(), is(List.of()));
      }
      bundle("hash-sha3").stop();
      bundle("codec-dag-json").stop();
      HeliaException noHash =
          assertThrows(
              UnknownHashException.class, () -> helia.blocks().get(hashed, FetchOptions.OFFLINE));
      assertThat(
          noHash.getMessage(), allOf(containsString("sha3-256"), containsString("helia-hash-")));
      HeliaException noCodec =
          assertThrows(
              BrokenDagException.class, () -> helia.dags().get(coded, FetchOptions.OFFLINE));
      assertThat(
          noCodec.getMessage(), allOf(containsString("dag-json"), containsString("helia-codec-")));
      load.awaitEach();
      bundle("hash-sha3").start();
      bundle("codec-dag-json").start();
      Eventually.holds(
          () -> "both are back",
          PATIENCE,
          () -> isHasherThere("sha3-256") && isCodecThere("dag-json"));
      assertThat(helia.blocks().get(hashed, FetchOptions.OFFLINE).cid(), is(hashed));
      assertThat(helia.dags().get(coded, FetchOptions.OFFLINE), is(new StringNode("value")));
      load.awaitEach();
    }
    assertThat(load.failures(), is(List.of()));
    report("a hash function and a codec stopped and started", load);
  }

  private boolean isHasherThere(String name) {
    return helia.hashers().list().stream().anyMatch(hasher -> hasher.name().equals(name));
  }

  private boolean isCodecThere(String name) {
    return helia.codecs().list().stream().anyMatch(codec -> codec.name().equals(name));
  }

  private Cid put(CidFormat format, byte[] bytes) {
    try (var writer = helia.blocks().writer()) {
      Cid cid = writer.put(format, bytes);
      writer.commit();
      return cid;
    }
  }

  private static void report(String what, Load load) {
    System.out.printf("%s; the longest request took %d ms%n", what, load.longestMillis());
  }
}
