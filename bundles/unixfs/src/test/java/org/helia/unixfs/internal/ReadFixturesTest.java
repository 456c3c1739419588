package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.BlockNotFoundException;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureFile;
import org.helia.testkit.fixture.Hex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Trees that other implementations made, old forms among them, read as others read them. */
class ReadFixturesTest {
  private static final FetchOptions OPTIONS = FetchOptions.OFFLINE;

  @TempDir Path disk;

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
    assertThat(blocks.openSessions()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> read_entry_isWhatOthersRead() {
    List<Fixture> cars = FixtureFile.read("unixfs/read.json").cases();
    cars.forEach(car -> CarFile.load("unixfs/" + car.text("file"), blocks));
    return cars.stream()
        .flatMap(
            car ->
                car.list("entries").stream()
                    .map(
                        entry ->
                            DynamicTest.dynamicTest(
                                car.text("file") + " " + entry.text("path"), () -> check(entry))));
  }

  private void check(Fixture entry) throws IOException {
    ContentPath path = ContentPath.parse("/ipfs/" + entry.text("root") + entry.text("path"));
    if (entry.flag("missing")) {
      checkMissing(entry, path);
      return;
    }
    UnixFsStat stat = unixFs.stat(path, OPTIONS);
    assertThat(stat.cid()).hasToString(entry.text("cid"));
    switch (entry.text("type")) {
      case "directory" -> checkDirectory(entry, path, stat);
      case "symlink" -> checkSymlink(entry, path, stat);
      case "file", "raw" -> checkFile(entry, path, stat);
      default -> throw new IllegalArgumentException(entry.toString());
    }
    checkMetadata(entry, stat);
  }

  private void checkMissing(Fixture entry, ContentPath path) {
    assertThatThrownBy(() -> unixFs.stat(path, OPTIONS))
        .isInstanceOfSatisfying(
            BlockNotFoundException.class, e -> assertThat(e.cid()).hasToString(entry.text("cid")));
  }

  private void checkDirectory(Fixture entry, ContentPath path, UnixFsStat stat) {
    assertThat(stat.type()).isEqualTo(EntryType.DIRECTORY);
    assertThat(stat.hamt()).isEqualTo(entry.flag("hamt"));
    if (entry.flag("listing_missing_blocks")) {
      assertThatThrownBy(() -> names(path)).isInstanceOf(BlockNotFoundException.class);
    } else {
      assertThat(names(path)).hasSize((int) entry.number("entries")).doesNotHaveDuplicates();
    }
  }

  private List<String> names(ContentPath path) {
    List<String> names = new ArrayList<>();
    try (Stream<DirectoryEntry> entries = unixFs.ls(path, OPTIONS)) {
      entries.forEach(
          entry -> {
            names.add(entry.name());
            assertThat(resolve(path, entry.name())).isIn(entry.cid(), null);
          });
    }
    return names;
  }

  /** Where the path of a listed entry leads, or null when its block is missing. */
  private Cid resolve(ContentPath directory, String name) {
    try {
      return unixFs.stat(directory.resolve(name), OPTIONS).cid();
    } catch (BlockNotFoundException e) {
      return null;
    }
  }

  private void checkSymlink(Fixture entry, ContentPath path, UnixFsStat stat) throws IOException {
    assertThat(stat.type()).isEqualTo(EntryType.SYMLINK);
    assertThat(stat.size()).isEqualTo(entry.text("target").length());
    Path link = disk.resolve("link");
    unixFs.get(path, link, OPTIONS, Progress.NONE);
    assertThat(Files.readSymbolicLink(link)).hasToString(entry.text("target"));
  }

  private void checkFile(Fixture entry, ContentPath path, UnixFsStat stat) throws IOException {
    assertThat(stat.type()).isEqualTo(EntryType.FILE);
    assertThat(stat.size()).isEqualTo(entry.number("size"));
    assertThat(sha256(path, ByteRange.ALL)).isEqualTo(entry.text("sha256"));
    if (entry.has("range")) {
      Fixture range = entry.object("range");
      assertThat(sha256(path, new ByteRange(range.number("offset"), range.number("length"))))
          .isEqualTo(range.text("sha256"));
    }
  }

  private String sha256(ContentPath path, ByteRange range) throws IOException {
    try (InputStream in = unixFs.cat(path, range, OPTIONS)) {
      return Hex.text(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void checkMetadata(Fixture entry, UnixFsStat stat) {
    if (entry.has("mode_octal")) {
      assertThat(stat.mode()).hasValue(Integer.parseInt(entry.text("mode_octal"), 8));
    }
    if (entry.has("mtime")) {
      Fixture mtime = entry.object("mtime");
      assertThat(stat.mtime())
          .contains(Instant.ofEpochSecond(mtime.number("secs"), mtime.number("nsecs")));
    }
  }
}
