package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddMetadata;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permissions and times go into the DAG as Kubo puts them there, and come back to disk. */
class MetadataTreeTest {
  private static final AddOptions PRESERVE =
      AddOptions.DEFAULTS
          .withProfile(UnixFsProfile.V0_2015)
          .withMetadata(AddMetadata.PRESERVE)
          .withHidden(true);
  private static final AddOptions TIMES =
      PRESERVE.withMetadata(new AddMetadata(false, true, OptionalInt.empty(), Optional.empty()));

  @TempDir Path disk;

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
  }

  private static void setTime(Path path, Instant time) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(time), null, null);
  }

  private static void setMode(Path path, int mode) throws IOException {
    Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  private static Instant time(Path path) throws IOException {
    return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private AddedEntry add(Path path, AddOptions options) {
    return unixFs.add(AddSource.path(path), options, AddListener.NONE);
  }

  private Path get(AddedEntry root) {
    Path copy = disk.resolve("copy");
    unixFs.get(ContentPath.of(root.cid()), copy, FetchOptions.OFFLINE, Progress.NONE);
    return copy;
  }

  /** Directories first, times last and from below, for each entry changes that of its parent. */
  private Path writeFixtures(List<Fixture> entries) throws IOException {
    Path tree = disk.resolve("tree");
    entries.sort(Comparator.comparing((Fixture entry) -> entry.text("path")));
    for (Fixture entry : entries) {
      Path path = tree.resolve(entry.text("path"));
      switch (entry.text("kind")) {
        case "directory" -> Files.createDirectory(path);
        case "symlink" -> Files.createSymbolicLink(path, Path.of(entry.text("target")));
        default -> Files.createFile(path);
      }
    }
    entries.sort(Comparator.comparing((Fixture entry) -> entry.text("path")).reversed());
    for (Fixture entry : entries) {
      Path path = tree.resolve(entry.text("path"));
      if (entry.has("mode_octal")) {
        setMode(path, Integer.parseInt(entry.text("mode_octal"), 8));
      }
      setTime(path, Instant.ofEpochSecond(entry.number("mtime_secs")));
    }
    return tree;
  }

  @Test
  void add_treeWithMetadata_givesTheCidsThatKuboGivesAndComesBack() throws IOException {
    List<Fixture> entries = new ArrayList<>(FixtureFile.read("unixfs/metadata-tree.json").cases());
    Path tree = writeFixtures(entries);
    Map<String, AddedEntry> added = new HashMap<>();

    AddedEntry root =
        unixFs.add(
            AddSource.path(tree),
            PRESERVE,
            entry -> added.put(entry.path().replaceFirst("^tree/?", ""), entry));

    for (Fixture entry : entries) {
      assertThat(added.get(entry.text("path")).cid())
          .as(entry.text("path"))
          .hasToString(entry.text("cid"));
    }
    Path copy = get(root);
    for (Fixture entry : entries) {
      Path path = copy.resolve(entry.text("path"));
      assertThat(time(path)).isEqualTo(Instant.ofEpochSecond(entry.number("mtime_secs")));
    }
    assertThat(add(copy, PRESERVE).cid()).isEqualTo(root.cid());
  }

  @Test
  void add_preservedMetadata_isToldInTheResult() throws IOException {
    Path file = Files.write(disk.resolve("file"), new byte[5]);
    setMode(file, 0640);
    setTime(file, Instant.ofEpochSecond(17, 500));

    AddedEntry added = add(file, PRESERVE);

    assertThat(added.mode()).hasValue(0640);
    assertThat(added.mtime()).contains(Instant.ofEpochSecond(17, 500));
    assertThat(unixFs.stat(ContentPath.of(added.cid()), FetchOptions.OFFLINE).mode())
        .hasValue(0640);
  }

  @Test
  void add_rawLeavesWithMetadata_wrapsThemAsKubo() throws IOException {
    Path file = Files.write(disk.resolve("file"), new byte[50]);
    UnixFsProfile raw = UnixFsProfile.V1_2025.toBuilder().chunkBytes(10).build();
    UnixFsProfile wrapped = raw.toBuilder().rawLeaves(false).build();
    AddMetadata mode = new AddMetadata(false, false, OptionalInt.of(0600), Optional.empty());

    AddedEntry added = add(file, PRESERVE.withMetadata(mode).withProfile(raw));

    assertThat(added).isEqualTo(add(file, PRESERVE.withMetadata(mode).withProfile(wrapped)));
    assertThat(added.mode()).hasValue(0600);
  }

  @Test
  void get_setuidAndSticky_areStoredButNotRestored() throws IOException {
    Path tree = Files.createDirectory(disk.resolve("tree"));
    setMode(Files.write(tree.resolve("program"), new byte[5]), 04755);
    setMode(tree, 01777);

    AddedEntry root = add(tree, PRESERVE);
    Path copy = get(root);

    assertThat(root.mode()).hasValue(01777);
    assertThat((int) Files.getAttribute(copy.resolve("program"), "unix:mode") & 07777)
        .isEqualTo(0755);
    assertThat((int) Files.getAttribute(copy, "unix:mode") & 07777).isEqualTo(0777);
  }

  @Test
  void get_directoryThatMayNotBeWrittenTo_hasItsEntries() throws IOException {
    Path tree = Files.createDirectory(disk.resolve("tree"));
    Files.write(tree.resolve("a"), new byte[5]);
    setMode(tree, 0500);

    Path copy = get(add(tree, PRESERVE));

    assertThat(copy.resolve("a")).exists();
    assertThat(mode(copy)).isEqualTo("r-x------");
    setMode(tree, 0700);
    setMode(copy, 0700);
  }

  @Test
  void add_timesOnly_leavesPermissionsAlone() throws IOException {
    Path file = Files.write(disk.resolve("file"), new byte[5]);
    setMode(file, 0600);
    setTime(file, Instant.EPOCH);

    AddedEntry added = add(file, TIMES);

    assertThat(added.mode()).isEmpty();
    assertThat(added.mtime()).contains(Instant.EPOCH);
  }

  @Test
  void add_hamtWithMetadata_keepsItAtTheRoot() throws IOException {
    Path tree = Files.createDirectory(disk.resolve("tree"));
    for (int i = 0; i < 20; i++) {
      Files.write(tree.resolve("entry-" + i), new byte[1]);
    }
    setMode(tree, 0711);
    UnixFsProfile hamt =
        UnixFsProfile.V0_2015.toBuilder().maxDirectoryLinks(19).hamtFanout(8).build();

    AddedEntry root = add(tree, PRESERVE.withProfile(hamt));

    assertThat(root.mode()).hasValue(0711);
    assertThat(unixFs.stat(ContentPath.of(root.cid()), FetchOptions.OFFLINE).hamt()).isTrue();
    assertThat(mode(get(root))).isEqualTo("rwx--x--x");
  }
}
