package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.block.BlockstoreFullException;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnsafeNameException;
import org.helia.testkit.block.FailingBlockstore;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.block.FakeBlockstore;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddTreesTest {
  private static final AddOptions OPTIONS =
      AddOptions.DEFAULTS.withProfile(
          UnixFsProfile.V1_2025.toBuilder().chunkBytes(16).maxFileLinks(3).build());

  @TempDir Path disk;

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
    assertThat(blocks.openWriters()).isZero();
  }

  private AddedEntry add(Path path, AddOptions options) {
    return unixFs.add(AddSource.path(path), options, AddListener.NONE);
  }

  private Path file(String name, int size) throws IOException {
    Path path = disk.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.write(path, new byte[size]);
  }

  private List<String> paths(AddSource source, AddOptions options) {
    List<String> paths = new ArrayList<>();
    unixFs.add(source, options, entry -> paths.add(entry.path()));
    return paths;
  }

  @Test
  void add_tree_reportsEntriesByNameAndDirectoriesAfterThem() throws IOException {
    file("t/b/large", 1000);
    file("t/b/a", 1);
    file("t/B", 40);
    file("t/b.txt", 3);
    file("t/\uD83D\uDE00", 3);
    file("t/\uFF5E", 3);
    Files.createDirectories(disk.resolve("t/empty"));
    Files.createSymbolicLink(disk.resolve("t/c"), Path.of("b/a"));

    assertThat(paths(AddSource.path(disk.resolve("t")), OPTIONS))
        .containsExactly(
            "t/B",
            "t/b/a",
            "t/b/large",
            "t/b",
            "t/b.txt",
            "t/c",
            "t/empty",
            "t/\uFF5E",
            "t/\uD83D\uDE00",
            "t");
  }

  @Test
  void add_tree_tellsSizesAndWhatWasRead() throws IOException {
    file("t/a", 100);
    file("t/d/b", 20);
    AtomicLong read = new AtomicLong();
    AddListener listener =
        new AddListener() {
          @Override
          public void added(AddedEntry entry) {}

          @Override
          public void read(long bytes) {
            read.addAndGet(bytes);
          }
        };

    AddedEntry root = unixFs.add(AddSource.path(disk.resolve("t")), OPTIONS, listener);

    assertThat(root.size()).isEqualTo(120);
    assertThat(read).hasValue(120);
    assertThat(blocks.store().unsynced()).as("not durable").isEmpty();
    assertThat(root.dagSize()).isGreaterThan(120);
  }

  @Test
  void add_hiddenEntries_areLeftOutUnlessAskedFor() throws IOException {
    file(".t/.hidden", 1);
    file(".t/seen", 1);
    AddSource source = AddSource.path(disk.resolve(".t"));
    assertThat(paths(source, OPTIONS)).containsExactly(".t/seen", ".t");
    assertThat(paths(source, OPTIONS.withHidden(true)))
        .containsExactly(".t/.hidden", ".t/seen", ".t");
  }

  @Test
  void add_symlinks_areKeptOrFollowed() throws IOException {
    file("t/real/a", 5);
    Files.createSymbolicLink(disk.resolve("t/link"), Path.of("real"));

    AddedEntry kept = add(disk.resolve("t"), OPTIONS);
    AddedEntry followed = add(disk.resolve("t"), OPTIONS.withFollowSymlinks(true));

    assertThat(type(kept, "link")).isEqualTo(EntryType.SYMLINK);
    assertThat(type(followed, "link")).isEqualTo(EntryType.DIRECTORY);
  }

  private EntryType type(AddedEntry root, String name) {
    ContentPath path = ContentPath.of(root.cid()).resolve(name);
    return unixFs.stat(path, FetchOptions.OFFLINE).type();
  }

  @Test
  void add_sourceThatIsASymlink_isKeptOrFollowed() throws IOException {
    file("real", 5);
    Path link = Files.createSymbolicLink(disk.resolve("link"), Path.of("real"));

    assertThat(add(link, OPTIONS).type()).isEqualTo(EntryType.SYMLINK);
    assertThat(add(link, OPTIONS.withFollowSymlinks(true)).cid())
        .isEqualTo(add(disk.resolve("real"), OPTIONS).cid());
  }

  @Test
  void add_symlinkLoop_isRefusedWhenFollowing() throws IOException {
    Files.createDirectories(disk.resolve("t/a/b"));
    Files.createSymbolicLink(disk.resolve("t/a/b/up"), Path.of("../.."));

    assertThat(add(disk.resolve("t"), OPTIONS).type()).isEqualTo(EntryType.DIRECTORY);
    assertThatThrownBy(() -> add(disk.resolve("t"), OPTIONS.withFollowSymlinks(true)))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("b/up")
        .hasMessageContaining("never end");
  }

  @Test
  void add_sameDirectoryTwiceBySymlinks_isNoLoop() throws IOException {
    file("t/real/a", 5);
    Files.createSymbolicLink(disk.resolve("t/one"), Path.of("real"));
    Files.createSymbolicLink(disk.resolve("t/two"), Path.of("real"));

    assertThat(paths(AddSource.path(disk.resolve("t")), OPTIONS.withFollowSymlinks(true)))
        .contains("t/one/a", "t/two/a", "t/real/a");
  }

  @Test
  void add_danglingSymlink_isKeptButCannotBeFollowed() throws IOException {
    Files.createDirectories(disk.resolve("t"));
    Files.createSymbolicLink(disk.resolve("t/link"), Path.of("nowhere"));

    assertThat(type(add(disk.resolve("t"), OPTIONS), "link")).isEqualTo(EntryType.SYMLINK);
    assertThatThrownBy(() -> add(disk.resolve("t"), OPTIONS.withFollowSymlinks(true)))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("t/link: no such file");
  }

  @Test
  void add_missingPath_isNamed() {
    assertThatThrownBy(() -> add(disk.resolve("gone"), OPTIONS))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining(disk.resolve("gone") + ": no such file or directory");
  }

  @Test
  void add_socket_isRefusedByName() throws IOException {
    file("t/a", 5);
    Path socket = disk.resolve("t/socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(() -> add(disk.resolve("t"), OPTIONS))
          .isInstanceOf(UnixFsException.class)
          .hasMessageContaining(socket.toString())
          .hasMessageContaining("a pipe or a socket");
    }
  }

  @Test
  void add_fileThatGrowsWhileRead_isRefusedByName() throws IOException {
    Path growing = file("growing", 100);
    AddListener writer =
        new AddListener() {
          @Override
          public void added(AddedEntry entry) {}

          @Override
          public void read(long bytes) {
            try {
              Files.write(growing, new byte[1], StandardOpenOption.APPEND);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };

    assertThatThrownBy(() -> unixFs.add(AddSource.path(growing), OPTIONS, writer))
        .isInstanceOf(UnixFsException.class)
        .hasMessage(growing + " changed while it was read; add it again");
  }

  @Test
  void add_nameThatIsNotUtf8_isRefusedByItsBytes() throws IOException {
    Path directory = Files.createDirectories(disk.resolve("t"));
    Files.write(Path.of(URI.create(directory.toUri() + "bad%FFname")), new byte[1]);

    assertThatThrownBy(() -> add(directory, OPTIONS))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("bad%FFname")
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void add_symlinkTargetThatIsNotUtf8_keepsItsBytes() throws IOException {
    Path target = Path.of(URI.create("file:///a%FFb"));
    Path link = Files.createSymbolicLink(disk.resolve("link"), target);
    Path directory = Files.createDirectories(disk.resolve("t"));
    Files.move(link, directory.resolve("link"));

    AddedEntry root = add(directory, OPTIONS);
    unixFs.get(
        ContentPath.of(root.cid()), disk.resolve("out"), FetchOptions.OFFLINE, Progress.NONE);

    assertThat(Files.readSymbolicLink(disk.resolve("out/link"))).isEqualTo(target);
  }

  @Test
  void add_fileMadeUpByTheKernel_isReadThoughItsSizeIsZero() throws IOException {
    Path version = Path.of("/proc/version");
    assumeTrue(Files.exists(version));
    AddedEntry added = add(version, OPTIONS);
    assertThat(added.size()).isPositive().isEqualTo(Files.readString(version).length());
  }

  @Test
  void add_asManyLevelsAsTheSystemAllows_needsNoRecursion() throws IOException {
    Path deep = disk;
    while (deep.toString().length() < 4000) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    try {
      int levels = deep.getNameCount() - disk.getNameCount();
      assertThat(paths(new AddSource.OnDisk("t", disk), OPTIONS)).hasSize(levels + 1);
    } finally {
      // JUnit would take minutes to remove them.
      for (Path path = deep; !path.equals(disk); path = path.getParent()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void addAll_severalSources_givesTheirRootsInOrder() throws IOException {
    List<AddSource> sources =
        List.of(
            AddSource.path(file("one", 100)),
            AddSource.stream("", new ByteArrayInputStream(new byte[40])),
            AddSource.path(file("t/three", 1).getParent()));

    List<AddedEntry> roots = unixFs.addAll(sources, OPTIONS, AddListener.NONE);

    assertThat(roots).extracting(AddedEntry::path).containsExactly("one", "", "t");
    assertThat(roots).extracting(AddedEntry::size).containsExactly(100L, 40L, 1L);
  }

  @Test
  void addAll_wrapped_givesOneDirectory() throws IOException {
    InputStream unnamed = new ByteArrayInputStream(new byte[40]);
    List<String> paths = new ArrayList<>();
    List<AddSource> sources =
        List.of(AddSource.path(file("one", 100)), AddSource.stream("", unnamed));

    List<AddedEntry> roots =
        unixFs.addAll(sources, OPTIONS.withWrap(true), entry -> paths.add(entry.path()));

    assertThat(roots).hasSize(1);
    assertThat(roots.get(0).path()).isEmpty();
    assertThat(roots.get(0).size()).isEqualTo(140);
    assertThat(paths).hasSize(3).startsWith("one").endsWith("");
    assertThat(type(roots.get(0), paths.get(1))).isEqualTo(EntryType.FILE);
    assertThat(paths.get(1)).startsWith("bafy");
  }

  @Test
  void addAll_twoWrappedOfOneName_isRefused() throws IOException {
    List<AddSource> sources =
        List.of(AddSource.path(file("a/x", 1)), AddSource.path(file("b/x", 1)));
    assertThatThrownBy(() -> unixFs.addAll(sources, OPTIONS.withWrap(true), AddListener.NONE))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("two sources are named 'x'");
  }

  @Test
  void addAll_wrappedNameWithSlash_isRefused() {
    AddSource source = AddSource.stream("a/b", InputStream.nullInputStream());
    assertThatThrownBy(() -> unixFs.add(source, OPTIONS.withWrap(true), AddListener.NONE))
        .isInstanceOf(UnsafeNameException.class);
  }

  @Test
  void add_failingStream_isNamed() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cable cut");
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            throw new IOException("cable cut");
          }
        };
    assertThatThrownBy(() -> unixFs.add(AddSource.stream("x", failing), OPTIONS, AddListener.NONE))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("x")
        .hasMessageContaining("cable cut");
  }

  @Test
  void add_failingStore_throwsItsErrorAndReportsNoRoot() throws IOException {
    file("t/a", 1000);
    FakeBlockstore kept = new FakeBlockstore("kept");
    FailingBlockstore failing = new FailingBlockstore("kept", kept);
    failing.full();
    FakeBlocks broken = new FakeBlocks(kept, failing);
    UnixFsComponent component = new UnixFsComponent(broken, new FakeHashers());
    List<String> reported = new ArrayList<>();

    assertThatThrownBy(
            () ->
                component.add(
                    AddSource.path(disk.resolve("t")),
                    OPTIONS,
                    entry -> reported.add(entry.path())))
        .isInstanceOf(BlockstoreFullException.class);

    assertThat(reported).isEmpty();
    assertThat(broken.openWriters()).isZero();
    component.close();
  }

  @Test
  void add_onInterruptedThread_isCancelled() throws IOException {
    file("t/a", 100);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> add(disk.resolve("t"), OPTIONS))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void add_onlyHash_givesTheSameAndStoresNothing() throws IOException {
    file("t/a", 100);
    AddedEntry hashed = add(disk.resolve("t"), OPTIONS.withOnlyHash(true));
    assertThat(blocks.store().count()).isZero();
    assertThat(add(disk.resolve("t"), OPTIONS)).isEqualTo(hashed);
  }

  @Test
  void add_afterTheComponentWasStopped_isStillDone() throws IOException {
    unixFs.close();
    AddedEntry root = add(file("a", 1000), OPTIONS);
    try (InputStream in =
        unixFs.cat(ContentPath.of(root.cid()), ByteRange.ALL, FetchOptions.OFFLINE)) {
      assertThat(in.readAllBytes()).isEqualTo(new byte[1000]);
    }
  }
}
