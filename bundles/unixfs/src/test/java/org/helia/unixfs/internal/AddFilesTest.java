package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;

/** Files become the DAGs that Kubo makes of them. */
class AddFilesTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs =
      new UnixFsComponent(blocks, new FakeHashers(BlakeHasher.BLAKE2B_256, BlakeHasher.BLAKE3));

  @AfterEach
  void close() {
    unixFs.close();
  }

  @ParameterizedTest
  @FixtureSource({"unixfs/files.json", "unixfs/files-kubo.json"})
  void add_content_givesTheRootThatKuboGives(Fixture given) {
    AddOptions options =
        AddOptions.DEFAULTS
            .withProfile(Profiles.of(given.object("options")))
            .withMetadata(Profiles.metadata(given.object("options")))
            .withOnlyHash(given.flag("large") || given.object("options").has("hash"));
    AddSource source = AddSource.stream("", Contents.open(given.object("input")));

    AddedEntry added = unixFs.add(source, options, AddListener.NONE);

    assertThat(added.cid()).hasToString(given.text("root_cid"));
    assertThat(added.size()).isEqualTo(given.number("file_size"));
    assertThat(added.dagSize()).isEqualTo(given.number("dag_size"));
  }
}
