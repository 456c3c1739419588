package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnsafeNameException;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.SampleBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetTest {
  @TempDir Path disk;

  private final FakeBlocks blocks = new FakeBlocks();
  private final Dag dag = new Dag(blocks);
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());
  private Path outside;
  private Path target;

  @BeforeEach
  void makeOutside() throws IOException {
    outside = Files.createDirectory(disk.resolve("outside"));
    target = disk.resolve("target");
  }

  @AfterEach
  void close() throws IOException {
    unixFs.close();
    assertThat(blocks.openSessions()).isZero();
    assertThat(outside).isEmptyDirectory();
    assertThat(temporaries()).isEmpty();
  }

  private List<Path> temporaries() throws IOException {
    try (Stream<Path> all = Files.walk(disk)) {
      return all.filter(path -> path.getFileName().toString().startsWith(".helia-")).toList();
    }
  }

  private void get(Cid root) {
    unixFs.get(ContentPath.of(root), target, FetchOptions.OFFLINE, Progress.NONE);
  }

  @Test
  void get_tree_isWrittenWithProgress() throws IOException {
    Cid large = dag.file("", List.of(3L, 3L), dag.raw("abc"), dag.raw("def"));
    Cid inner = dag.directory(Dag.link("link", dag.symlink("../large")));
    Cid root = dag.directory(Dag.link("inner", inner), Dag.link("large", large));
    AtomicLong bytes = new AtomicLong();

    unixFs.get(
        ContentPath.of(root), target, FetchOptions.OFFLINE, (count, more) -> bytes.addAndGet(more));

    assertThat(target.resolve("large")).hasContent("abcdef");
    assertThat(target.resolve("inner/link")).isSymbolicLink().hasContent("abcdef");
    assertThat(bytes).hasValue(6);
  }

  @Test
  void get_file_replacesTheOneThatIsThere() throws IOException {
    Files.writeString(target, "old and longer");
    get(dag.raw("new"));
    assertThat(target).hasContent("new");
  }

  @Test
  void get_directory_isMergedIntoTheOneThatIsThere() throws IOException {
    Files.createDirectories(target.resolve("d"));
    Files.writeString(target.resolve("d/kept"), "kept");
    Files.writeString(target.resolve("d/replaced"), "old");
    get(dag.directory(Dag.link("d", dag.directory(Dag.link("replaced", dag.raw("new"))))));
    assertThat(target.resolve("d/kept")).hasContent("kept");
    assertThat(target.resolve("d/replaced")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/etc", "../outside/x", "a\0b"})
  void get_nameThatIsNoName_isRefused(String name) {
    Cid root = dag.directory(Dag.link(name, dag.raw("x")));
    assertThatThrownBy(() -> get(root)).isInstanceOf(UnsafeNameException.class);
  }

  @Test
  void get_symlinkAndDirectoryOfOneName_writesNothingThroughTheLink() {
    Cid link = dag.symlink(outside.toString());
    Cid directory = dag.directory(Dag.link("passwd", dag.raw("x")));
    get(dag.directory(Dag.link("a", link), Dag.link("a", directory)));
    assertThat(target.resolve("a")).isSymbolicLink();
  }

  @Test
  void get_directoryWhereASymlinkIs_isRefused() throws IOException {
    Files.createDirectory(target);
    Files.createSymbolicLink(target.resolve("a"), outside);
    Cid directory = dag.directory(Dag.link("passwd", dag.raw("x")));
    assertThatThrownBy(() -> get(dag.directory(Dag.link("a", directory))))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining(target.resolve("a").toString())
        .hasMessageContaining("symbolic link");
  }

  @Test
  void get_targetThatIsASymlink_isNotFollowed() throws IOException {
    Files.createSymbolicLink(target, outside);
    assertThatThrownBy(() -> get(dag.directory(Dag.link("a", dag.raw("x")))))
        .isInstanceOf(UnixFsException.class);
  }

  @Test
  void get_fileWhereASymlinkIs_replacesTheLink() throws IOException {
    Files.createDirectory(target);
    Path victim = Files.writeString(disk.resolve("victim"), "untouched");
    Files.createSymbolicLink(target.resolve("a"), victim);
    get(dag.directory(Dag.link("a", dag.raw("x"))));
    assertThat(victim).hasContent("untouched");
    assertThat(target.resolve("a")).isRegularFile().hasContent("x");
    assertThat(Files.isSymbolicLink(target.resolve("a"))).isFalse();
  }

  @Test
  void get_symlinkWhereAFileIs_replacesTheFile() throws IOException {
    Files.writeString(target, "old");
    get(dag.symlink("nowhere"));
    assertThat(Files.readSymbolicLink(target)).hasToString("nowhere");
    assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\0b"})
  void get_symlinkThatNoSystemCanMake_isRefused(String link) {
    assertThatThrownBy(() -> get(dag.symlink(link)))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining(target.toString());
    assertThat(target).doesNotExist();
  }

  @Test
  void get_fileWhereADirectoryIs_isRefused() throws IOException {
    Files.createDirectories(target.resolve("full"));
    assertThatThrownBy(() -> get(dag.raw("x")))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining(target.toString());
    assertThat(target).isDirectory();
  }

  @Test
  void get_directoryWhereAFileIs_isRefused() throws IOException {
    Files.writeString(target, "old");
    assertThatThrownBy(() -> get(dag.directory()))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("a file of that name is in the way");
    assertThat(target).hasContent("old");
  }

  @Test
  void get_missingParent_isNamed() {
    target = disk.resolve("gone/target");
    assertThatThrownBy(() -> get(dag.raw("x")))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("gone/target: no such file or directory");
  }

  @Test
  void get_fileWithMissingLeaf_leavesTheOldFileWhole() throws IOException {
    Files.writeString(target, "old");
    Cid missing = SampleBlocks.raw(1, 3).cid();
    assertThatThrownBy(() -> get(dag.file("", List.of(3L, 3L), dag.raw("abc"), missing)))
        .isInstanceOf(BlockNotFoundException.class);
    assertThat(target).hasContent("old");
  }

  @Test
  void get_treeWithMissingBlock_namesThePath() {
    Cid missing = SampleBlocks.raw(1, 3).cid();
    Cid root = dag.directory(Dag.link("a", dag.directory(Dag.link("b", missing))));
    assertThatThrownBy(() -> get(root))
        .isInstanceOf(UnixFsException.class)
        .hasCauseInstanceOf(BlockNotFoundException.class)
        .hasMessageContaining("/a/b: block " + missing);
  }

  @Test
  void get_directoriesOverTheSystemsLimit_failsByName() throws IOException {
    Cid root = dag.directory();
    for (int i = 0; i < 30; i++) {
      root = dag.directory(Dag.link("n".repeat(200), root));
    }
    Cid deep = root;
    assertThatThrownBy(() -> get(deep))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("File name too long");
  }

  @Test
  void get_longestName_isWritten() {
    String name = "n".repeat(255);
    get(dag.directory(Dag.link(name, dag.raw("x"))));
    assertThat(target.resolve(name)).hasContent("x");
  }
}
