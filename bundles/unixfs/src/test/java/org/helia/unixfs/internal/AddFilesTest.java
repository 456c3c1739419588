package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Files become the DAGs that Kubo makes of them. */
class AddFilesTest {
  private static final String[] FILES = {"unixfs/files.json", "unixfs/files-kubo.json"};

  /** Hash functions that no bundle computes. */
  private static final Set<String> ABSENT_HASHES = Set.of("blake2b-256", "blake3");

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
  }

  @ParameterizedTest
  @FixtureSource({"unixfs/files.json", "unixfs/files-kubo.json"})
  void add_content_givesTheRootThatKuboGives(Fixture given) {
    String ability = missingAbility(given);
    if (!ability.isEmpty()) {
      abort("waits for " + ability + ": " + given);
    }
    if (given.flag("large") && !Boolean.getBoolean("helia.tests.large")) {
      abort("runs with -Plarge: " + given);
    }
    AddOptions options =
        AddOptions.DEFAULTS
            .withProfile(Profiles.of(given.object("options")))
            .withMetadata(Profiles.metadata(given.object("options")))
            .withOnlyHash(given.flag("large"));
    AddSource source = AddSource.stream("", Contents.open(given.object("input")));

    AddedEntry added = unixFs.add(source, options, AddListener.NONE);

    assertThat(added.cid()).hasToString(given.text("root_cid"));
    assertThat(added.size()).isEqualTo(given.number("file_size"));
    assertThat(added.dagSize()).isEqualTo(given.number("dag_size"));
  }

  /** So that nothing waits unnoticed. */
  @Test
  void fixtures_thatWait_areThese() {
    List<String> waiting =
        Stream.of(FILES)
            .flatMap(file -> FixtureFile.read(file).cases().stream())
            .map(AddFilesTest::missingAbility)
            .filter(ability -> !ability.isEmpty())
            .toList();
    assertThat(waiting).containsExactlyInAnyOrder("hash blake2b-256", "hash blake3");
  }

  private static String missingAbility(Fixture given) {
    Fixture options = given.object("options");
    String hash = options.text("hash", "sha2-256");
    return ABSENT_HASHES.contains(hash) ? "hash " + hash : "";
  }
}
