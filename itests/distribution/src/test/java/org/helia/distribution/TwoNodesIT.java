package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory tree added on one node is the same on another that gets no more than a CAR. */
class TwoNodesIT {

  /** So many entries with names so long make a directory that is sharded. */
  private static final int LARGE_DIRECTORY_ENTRIES = 1200;

  private static final int LARGE_DIRECTORY_NAME = 200;
  private static final Path NO_INPUT = Path.of("/dev/null");

  @TempDir static Path folder;

  @Test
  void exportAndImport_directoryTree_isEqualOnTheOtherNode() throws Exception {
    Distribution distribution = Distribution.unpackedInto(folder.resolve("distribution"));
    Path tree = createTree(folder.resolve("tree"));
    Path car = folder.resolve("tree.car");
    Path saved = folder.resolve("saved");
    CommandLine first = new CommandLine(distribution, folder.resolve("first"));
    CommandLine second = new CommandLine(distribution, folder.resolve("second"));
    String root;

    first.run("start");
    try {
      root = first.run("add", "-r", "-Q", tree.toString()).strip();
      first.pipe(NO_INPUT, car, "dag", "export", root);
    } finally {
      first.run("stop");
    }
    second.run("start");
    try {
      second.pipe(car, folder.resolve("imported"), "dag", "import");
      second.run("get", "-o", saved.toString(), root);
      second.pipe(NO_INPUT, folder.resolve("cat"), "cat", root + "/three/mebi/bytes.bin");
      assertThat(second.run("add", "-r", "-Q", "--only-hash", saved.toString()).strip())
          .isEqualTo(root);
    } finally {
      second.run("stop");
    }

    assertThat(folder.resolve("imported")).hasContent("Pinned root\t" + root + "\tsuccess");
    assertThat(folder.resolve("cat")).hasSameBinaryContentAs(tree.resolve("three/mebi/bytes.bin"));
    assertSame(tree, saved);
  }

  private static Path createTree(Path root) throws IOException {
    write(root, "one byte", 1);
    write(root, "empty file", 0);
    write(root, "three/mebi/bytes.bin", 3 << 20);
    write(root, "one chunk and a byte.bin", (1 << 20) + 1);
    write(root, "a b/$c;'d'.txt", 100);
    Files.createDirectories(root.resolve("empty directory"));
    Files.createSymbolicLink(root.resolve("three/link"), Path.of("../one byte"));
    for (int i = 0; i < LARGE_DIRECTORY_ENTRIES; i++) {
      String number = Integer.toString(i);
      write(root, "many/" + number + "-".repeat(LARGE_DIRECTORY_NAME - number.length()), i % 7);
    }
    return root;
  }

  private static void write(Path root, String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(name.hashCode()).nextBytes(bytes);
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static void assertSame(Path expected, Path actual) throws IOException {
    assertThat(entries(actual)).isEqualTo(entries(expected));
    for (Path entry : entries(expected)) {
      Path one = expected.resolve(entry);
      Path other = actual.resolve(entry);
      if (Files.isSymbolicLink(one)) {
        assertThat(Files.readSymbolicLink(other)).isEqualTo(Files.readSymbolicLink(one));
      } else if (Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)) {
        assertThat(other).hasSameBinaryContentAs(one);
      }
    }
  }

  private static Set<Path> entries(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.map(root::relativize).collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
