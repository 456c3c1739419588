package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.EntryFilter;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which entries of a tree are added. */
class AddSelectionTest {
  private static final EntryFilter ALL = EntryFilter.DEFAULTS.withHidden(true);

  @TempDir Path disk;

  private final UnixFsComponent unixFs = new UnixFsComponent(new FakeBlocks(), new FakeHashers());

  @BeforeEach
  void writeTree() throws IOException {
    for (String file : List.of("a.txt", "b/c.md", "b/d.txt", "b/e/f.txt", ".git/config")) {
      Path path = disk.resolve("t").resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
    Files.createDirectories(disk.resolve("t/empty/nested"));
    Files.createSymbolicLink(disk.resolve("t/link.md"), Path.of("a.txt"));
  }

  @AfterEach
  void close() {
    unixFs.close();
  }

  private List<String> added(EntryFilter filter) {
    List<String> paths = new ArrayList<>();
    AddOptions options = AddOptions.DEFAULTS.withFilter(filter);
    unixFs.add(AddSource.path(disk.resolve("t")), options, entry -> paths.add(entry.path()));
    return paths;
  }

  @Test
  void add_ignorePatterns_leaveOutWhatMatchesAndAllBelow() {
    assertThat(added(ALL.withIgnore(List.of("/b/", ".git", "empty"))))
        .containsExactly("t/a.txt", "t/link.md", "t");
  }

  @Test
  void add_ignoreOfASourceItself_changesNothing() {
    assertThat(added(EntryFilter.DEFAULTS.withIgnore(List.of("/t", "t")))).contains("t/a.txt", "t");
  }

  @Test
  void add_includePatterns_addMatchesAndTheDirectoriesAroundThem() {
    assertThat(added(ALL.withInclude(List.of("*.md"))))
        .containsExactly("t/b/c.md", "t/b", "t/link.md", "t");
    assertThat(added(ALL.withInclude(List.of("/b/e/"))))
        .containsExactly("t/b/e/f.txt", "t/b/e", "t/b", "t");
  }

  @Test
  void add_includeAndIgnore_needBoth() {
    assertThat(added(ALL.withInclude(List.of("*.txt")).withIgnore(List.of("e"))))
        .containsExactly("t/a.txt", "t/b/d.txt", "t/b", "t");
  }

  @Test
  void add_nothingMatches_isTheEmptySource() {
    assertThat(added(ALL.withInclude(List.of("*.exe")))).containsExactly("t");
  }

  /** As Kubo: a directory that had an entry before that was left out is no empty one. */
  @Test
  void add_withoutEmptyDirectories_leavesOutThoseWithoutAnyEntry() {
    assertThat(added(ALL.withEmptyDirectories(false)))
        .contains("t/empty", "t/b/e")
        .doesNotContain("t/empty/nested");
    assertThat(added(ALL.withEmptyDirectories(false).withIgnore(List.of("nested"))))
        .doesNotContain("t/empty");
  }
}
