package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Directories become the DAGs that Kubo and Helia make of them. */
class AddDirectoriesTest {
  @TempDir Path disk;

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
  }

  @ParameterizedTest
  @FixtureSource({"unixfs/directories.json", "unixfs/directories-kubo.json"})
  void add_tree_givesTheRootThatOthersGive(Fixture given) throws IOException {
    Listings.write(given.object("listing"), disk);
    AddOptions options =
        AddOptions.DEFAULTS.withProfile(Profiles.of(given.object("options"))).withHidden(true);
    Map<String, String> inner = new HashMap<>();

    AddedEntry added =
        unixFs.add(
            new AddSource.OnDisk("root", disk),
            options,
            entry -> inner.put(entry.path().replaceFirst("^root/", ""), entry.cid().toString()));

    assertThat(added.cid()).hasToString(given.text("root_cid"));
    assertThat(added.type()).isEqualTo(EntryType.DIRECTORY);
    assertThat(added.dagSize()).isEqualTo(given.number("root_dag_size"));
    UnixFsStat stat = unixFs.stat(ContentPath.of(added.cid()), FetchOptions.OFFLINE);
    assertThat(stat.hamt()).isEqualTo(given.text("root_type").startsWith("hamt"));
    assertThat(stat.dagSize()).isEqualTo(added.dagSize());
    if (given.has("inner_cids")) {
      Fixture expected = given.object("inner_cids");
      expected.names().forEach(name -> assertThat(inner).containsEntry(name, expected.text(name)));
    }
  }
}
