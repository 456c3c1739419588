package org.helia.mfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.helia.api.block.FetchOptions;
import org.helia.api.gc.BlockRoot;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.store.FakeDatastore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What of the tree others may not take away. */
@Timeout(60)
class NeededBlocksTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final Rig rig =
      new Rig(
          blocks,
          new FakeDatastore("fake"),
          UnixFsProfile.V1_2025.toBuilder().chunkBytes(16).maxFileLinks(2).build());

  @BeforeEach
  void fill() {
    rig.write("/docs/one/a", "the first file, which has some chunks, and not only one or two");
    rig.write("/docs/b", "small");
  }

  @AfterEach
  void close() {
    rig.mfs.close();
  }

  private Cid cid(String path) {
    return rig.mfs.stat(path, FetchOptions.OFFLINE).cid();
  }

  private Optional<String> reason(Cid cid) {
    return rig.mfs.reasonToStay(cid.multihash());
  }

  @Test
  void reasonToStay_fileAndDirectory_namesThePath() {
    assertThat(reason(cid("/docs/b"))).contains("needed by the mutable file system, for /docs/b,");
    assertThat(reason(cid("/docs/one")))
        .contains("needed by the mutable file system, for /docs/one,");
    assertThat(reason(rig.mfs.root())).contains("needed by the mutable file system, for /,");
  }

  @Test
  void reasonToStay_blockInsideAFile_namesTheFile() {
    Cid root = cid("/docs/one/a");
    Cid part = links(root).get(0);

    assertThat(reason(part)).contains("needed by the mutable file system, for /docs/one/a,");
  }

  private List<Cid> links(Cid cid) {
    List<Cid> links = new ArrayList<>();
    rig.codecs.links(blocks.get(cid), links::add);
    return links;
  }

  @Test
  void reasonToStay_otherBlockAndWhatWasRemoved_isNone() {
    Cid file = cid("/docs/b");
    rig.mfs.rm("/docs/b", false, Rig.OPTIONS);

    assertThat(reason(file)).isEmpty();
    assertThat(reason(SampleBlocks.raw(1, 10).cid())).isEmpty();
  }

  @Test
  void reasonToStay_treeThatIsHereInPart_isTheSameForTheRest() {
    Cid one = cid("/docs/one");
    blocks.store().delete(one.multihash());

    assertThat(reason(cid("/docs/b"))).isPresent();
  }

  @Test
  void roots_tree_isWantedAsFarAsItIsHere() {
    assertThat(rig.mfs.roots())
        .containsExactly(BlockRoot.bestEffort(rig.mfs.root(), "the mutable file system"));
  }
}
