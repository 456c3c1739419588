package org.helia.itests;

import static org.hamcrest.CoreMatchers.is;
import static org.hamcrest.MatcherAssert.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.helia.api.Progress;
import org.helia.api.block.Blocks;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.Blockstores;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.multiformats.Cid;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A blockstore that an outsider wrote, dropped into the folder {@code deploy} of a running node.
 */
public class SamplePluginTest extends HeliaContainer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SAMPLE_RANKING = 200;
  private static final byte[] CONTENT = Content.bytes(1, 3_000_000);

  @Inject private ConfigurationAdmin configurations;

  @After
  public void removeSample() throws Exception {
    AllBlocks.delete(service(Blocks.class));
    Files.deleteIfExists(deployed());
    awaitStores("flatfs");
    flatfs().delete();
    Eventually.holds(
        () -> "flatfs has its own ranking again",
        PATIENCE,
        () -> stores().list().stream().anyMatch(store -> store.ranking() < SAMPLE_RANKING));
  }

  @Test
  public void deploy_jarOfAnOutsider_storesUntilItIsMigratedAndRemoved() throws Exception {
    Helia helia = service(Helia.class);
    long before = stores().usage("flatfs").blocks();

    deploy();
    awaitStores("sample", "flatfs");
    Cid file = add(helia);
    long added = stores().usage("sample").blocks();
    assertThat(added > 1, is(true));
    assertThat(stores().usage("flatfs").blocks(), is(before));
    assertReadable(helia, file);

    rankFlatfsAboveSample();
    awaitStores("flatfs", "sample");
    assertThat(stores().migrate("sample", "flatfs", Progress.NONE).copied(), is(added));
    Files.delete(deployed());
    awaitStores("flatfs");
    assertReadable(helia, file);
    assertThat(stores().usage("flatfs").blocks(), is(before + added));
  }

  /** At once, so that nobody sees half of it. */
  private void deploy() throws Exception {
    Path jar = Path.of(System.getProperty("helia.sample.blockstore"));
    Path copy = Files.createTempFile("sample", ".jar");
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.move(copy, deployed());
  }

  private static Path deployed() {
    return Path.of(System.getProperty("karaf.base"), "deploy", "sample.jar");
  }

  private static Cid add(Helia helia) {
    InputStream in = new ByteArrayInputStream(CONTENT);
    return helia
        .unixFs()
        .add(AddSource.stream("file", in), AddOptions.DEFAULTS, AddListener.NONE)
        .cid();
  }

  private static void assertReadable(Helia helia, Cid file) throws Exception {
    try (InputStream in =
        helia.unixFs().cat(ContentPath.of(file), ByteRange.ALL, FetchOptions.OFFLINE)) {
      assertThat(Arrays.equals(in.readAllBytes(), CONTENT), is(true));
    }
  }

  private void rankFlatfsAboveSample() throws Exception {
    Map<String, Object> changed = new HashMap<>();
    changed.put(Constants.SERVICE_RANKING, SAMPLE_RANKING + 1);
    flatfs().update(FrameworkUtil.asDictionary(changed));
  }

  private Configuration flatfs() throws Exception {
    return configurations.getConfiguration("org.helia.blockstore.flatfs", "?");
  }

  private Blockstores stores() {
    return service(Blockstores.class);
  }

  private void awaitStores(String... names) {
    Eventually.holds(
        () -> "the blockstores are " + List.of(names),
        PATIENCE,
        () -> stores().list().stream().map(BlockstoreInfo::name).toList().equals(List.of(names)));
  }
}
