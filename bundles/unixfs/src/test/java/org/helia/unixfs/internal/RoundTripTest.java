package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfile.HamtEstimation;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;

/** What is added comes back as it was, whatever the tree and the profile. */
class RoundTripTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs = new UnixFsComponent(blocks, new FakeHashers());
  private Path disk;

  @BeforeTry
  void makeDirectory() throws IOException {
    disk = Files.createTempDirectory("round-trip");
  }

  @AfterTry
  void removeDirectory() throws IOException {
    List<Path> all = new ArrayList<>(walk(disk));
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.delete(all.get(i));
    }
    Files.delete(disk);
  }

  private static List<Path> walk(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.skip(1).sorted().toList();
    }
  }

  @Property(tries = 60)
  void get_whatWasAdded_givesTheSameTree(
      @ForAll("trees") Map<String, byte[]> tree, @ForAll("profiles") UnixFsProfile profile)
      throws IOException {
    Path source = Files.createDirectory(disk.resolve("source"));
    for (Map.Entry<String, byte[]> entry : tree.entrySet()) {
      write(source, entry.getKey(), entry.getValue());
    }
    AddOptions options = AddOptions.DEFAULTS.withProfile(profile).withHidden(true);

    AddedEntry root = unixFs.add(AddSource.path(source), options, AddListener.NONE);
    Path copy = disk.resolve("copy");
    unixFs.get(ContentPath.of(root.cid()), copy, FetchOptions.OFFLINE, Progress.NONE);

    assertThat(describe(copy)).isEqualTo(describe(source));
    assertThat(unixFs.add(AddSource.path(copy), options, AddListener.NONE).cid())
        .isEqualTo(root.cid());
  }

  /** A content of one byte is the length of a symbolic link's target. */
  private static void write(Path source, String name, byte[] content) throws IOException {
    Path path = source.resolve(name);
    Files.createDirectories(path.getParent());
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (content.length == 1) {
      Files.createSymbolicLink(path, Path.of("t".repeat(1 + (content[0] & 0xff))));
    } else {
      Files.write(path, content);
    }
  }

  private static Map<String, String> describe(Path directory) throws IOException {
    Map<String, String> description = new TreeMap<>();
    for (Path path : walk(directory)) {
      String name = directory.relativize(path).toString();
      description.put(name, describeOne(path));
    }
    return description;
  }

  private static String describeOne(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path)
        ? "directory"
        : HexFormat.of().formatHex(Files.readAllBytes(path));
  }

  @Provide
  Arbitrary<Map<String, byte[]>> trees() {
    Arbitrary<String> name =
        Arbitraries.strings()
            .withChars("abcA. -_%~äß\u4f60\uFF5E")
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(text -> !text.equals(".") && !text.equals(".."));
    Arbitrary<String> emoji = Arbitraries.of("\uD83D\uDE00", "\uD83D\uDE01x", "\uFFFD");
    Arbitrary<String> path = Arbitraries.frequencyOf(Tuple.of(9, name), Tuple.of(1, emoji));
    Arbitrary<byte[]> content = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    Arbitrary<String> directory = Arbitraries.of("", "d1/", "d2/", "d1.d/e/", "x/y/z/");
    return Arbitraries.maps(Combinators.combine(directory, path).as((d, p) -> d + p), content)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<UnixFsProfile> profiles() {
    Arbitrary<Integer> chunk = Arbitraries.of(1, 7, 64, 300);
    Arbitrary<Integer> links = Arbitraries.of(2, 3, 174);
    Arbitrary<Integer> fanout = Arbitraries.of(8, 16, 256, 1024);
    Arbitrary<Integer> threshold = Arbitraries.of(0, 200, 262_144);
    return Combinators.combine(
            chunk,
            links,
            fanout,
            threshold,
            Arbitraries.of(0, 1),
            Arbitraries.of(true, false),
            Arbitraries.of(HamtEstimation.class))
        .as(
            (size, max, slots, bytes, version, raw, estimation) ->
                UnixFsProfile.V1_2025.toBuilder()
                    .chunkBytes(size)
                    .maxFileLinks(max)
                    .hamtFanout(slots)
                    .hamtThresholdBytes(bytes)
                    .cidVersion(version)
                    .rawLeaves(raw)
                    .hamtEstimation(estimation)
                    .build());
  }
}
