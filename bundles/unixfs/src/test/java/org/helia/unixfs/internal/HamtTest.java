package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.NoSuchEntryException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.unixfs.internal.add.HamtRebuild;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HamtTest {
  private static final FetchOptions OPTIONS = FetchOptions.OFFLINE;

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
  }

  /** Other implementations made these; names with colliding hashes and other fanouts among them. */
  @ParameterizedTest
  @CsvSource({
    "generated-A, bafybeih6lpgxjo737t5ztdlqd4kxllxr33rf463lx2cmxocoaitgyqo2ue, hamt16, 16",
    "boxo-directory-with-multilayer-hamt-and-multiblock-files, bafybeid3fd2xxdcd3dbj7trb433h2aqssn6xovjbwnkargjv7fuog4xjdi, hamtDir, 256"
  })
  void write_entriesOfAnothersHamt_givesItsRoot(
      String car, String root, String directory, int fanout) {
    CarFile.load("unixfs/read/" + car + ".car", blocks);
    ContentPath path = ContentPath.of(Cid.parse(root)).resolve(directory);
    try (Stream<DirectoryEntry> entries = unixFs.ls(path, OPTIONS)) {
      assertThat(rebuild(entries.toList(), fanout)).isEqualTo(unixFs.stat(path, OPTIONS).cid());
    }
  }

  private Cid rebuild(List<DirectoryEntry> entries, int fanout) {
    UnixFsProfile profile =
        UnixFsProfile.V1_2025.toBuilder().hamtThresholdBytes(0).hamtFanout(fanout).build();
    try (BlockWriter writer = blocks.writer()) {
      return HamtRebuild.root(writer, profile, entries);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 64, 256, 512, 1024})
  void stat_eachOfManyEntries_isFound(int fanout) {
    Cid file = new Dag(blocks).raw("x");
    List<DirectoryEntry> entries =
        IntStream.range(0, 20_000)
            .mapToObj(i -> new DirectoryEntry("entry-" + i, file, 1))
            .toList();
    ContentPath path = ContentPath.of(rebuild(entries, fanout));

    try (Stream<DirectoryEntry> listed = unixFs.ls(path, OPTIONS)) {
      assertThat(listed.collect(Collectors.toSet())).isEqualTo(Set.copyOf(entries));
    }
    for (int i = 0; i < entries.size(); i += 97) {
      assertThat(unixFs.stat(path.resolve("entry-" + i), OPTIONS).cid()).isEqualTo(file);
    }
    assertThatThrownBy(() -> unixFs.stat(path.resolve("entry"), OPTIONS))
        .isInstanceOf(NoSuchEntryException.class);
  }
}
