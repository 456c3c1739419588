package org.helia.unixfs.internal.add;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.UnixFsException;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.platform.Workers;
import org.helia.testkit.codec.FakeHashers;
import org.helia.unixfs.internal.format.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no longer what they were when they were found. */
class FileAdderTest {
  private static final UnixFsProfile PROFILE =
      UnixFsProfile.V1_2025.toBuilder().chunkBytes(10).build();

  @TempDir Path disk;

  private final ExecutorService workers = Workers.open("test", 2);
  private final OrderedPipeline pipeline = new OrderedPipeline(workers, 8, 1000, "adding");
  private final FileAdder files =
      new FileAdder(
          pipeline,
          new NodeWriter(new HashOnlyWriter(new FakeHashers()), PROFILE),
          PROFILE,
          AddListener.NONE);
  private final List<DagRoot> roots = new ArrayList<>();

  @AfterEach
  void close() {
    pipeline.close();
    files.close();
    workers.shutdown();
  }

  private void add(Path path, BasicFileAttributes found) {
    files.addFile(path, found, false, Metadata.NONE, roots::add);
    pipeline.finish();
  }

  @ParameterizedTest
  @CsvSource({"5,4", "5,6", "5,0", "35,34", "35,36", "35,0", "5,100"})
  void addFile_ofAnotherSizeThanWhenFound_isRefused(int before, int now) throws IOException {
    Path path = Files.write(disk.resolve("f"), new byte[before]);
    BasicFileAttributes found = DiskTree.attributes(path, false);
    Files.write(path, new byte[now]);

    assertThatThrownBy(() -> add(path, found))
        .isInstanceOf(UnixFsException.class)
        .hasMessage(path + " changed while it was read; add it again");
    assertThat(roots).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "5", "35"})
  void addFile_thatIsGone_isNamed(int size) throws IOException {
    Path path = Files.write(disk.resolve("f"), new byte[size]);
    BasicFileAttributes found = DiskTree.attributes(path, false);
    Files.delete(path);

    assertThatThrownBy(() -> add(path, found))
        .isInstanceOf(UnixFsException.class)
        .hasMessage("cannot read " + path + ": no such file or directory");
  }

  @Test
  void addFile_thatBecameASymlink_isNotFollowed() throws IOException {
    Path path = Files.write(disk.resolve("f"), new byte[5]);
    BasicFileAttributes found = DiskTree.attributes(path, false);
    Files.move(path, disk.resolve("g"));
    Files.createSymbolicLink(path, disk.resolve("g"));

    assertThatThrownBy(() -> add(path, found))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void addFile_unchanged_isAdded() throws IOException {
    Path path = Files.write(disk.resolve("f"), new byte[35]);
    add(path, DiskTree.attributes(path, false));
    assertThat(roots).extracting(DagRoot::size).containsExactly(35L);
  }
}
