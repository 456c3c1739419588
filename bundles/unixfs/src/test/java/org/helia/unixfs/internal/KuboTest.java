package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.helia.api.unixfs.AddMetadata;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.FileLayout;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfile.Builder;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.kubo.Kubo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real Kubo and we give every entry of a tree the same CID. Runs with {@code -Dhelia.kubo=} and
 * the path of Kubo's {@code ipfs}, which works offline, so nothing listens or dials.
 */
@EnabledIfSystemProperty(named = Kubo.PROPERTY, matches = ".+")
class KuboTest {
  /** Repositories are named after the profile that is theirs; this one has Kubo's defaults. */
  private static final String DEFAULTS = "defaults";

  @TempDir static Path temp;

  private static Path tree;

  private final FakeBlocks blocks = new FakeBlocks();
  private final UnixFsComponent unixFs =
      new UnixFsComponent(blocks, new FakeHashers(BlakeHasher.BLAKE2B_256, BlakeHasher.BLAKE3));

  @BeforeAll
  static void prepare() throws Exception {
    tree = Files.createDirectory(temp.resolve("tree"));
    writeTree();
    Kubo.init(temp.resolve(DEFAULTS));
    for (UnixFsProfile profile : UnixFsProfile.NAMED) {
      Kubo.init(temp.resolve(profile.name()), profile.name());
    }
  }

  private static void writeTree() throws IOException {
    for (int size : new int[] {0, 1, 31, 32, 33, 100, 128, 1000, 30_000, 262_144, 262_145}) {
      random("sizes/" + size, size);
    }
    random("random", 5_000_000);
    Files.write(tree.resolve("zeros"), new byte[1_500_000]);
    for (int i = 0; i < 40; i++) {
      random("many/entry-" + i, i);
    }
    random("a/.hidden/b.txt", 50);
    random("a/c.txt", 50);
    Files.createDirectories(tree.resolve("empty/nested"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("sizes/100"));
    Files.createSymbolicLink(tree.resolve("a/link"), Path.of("../many"));
    mode("sizes/1", "rwxr-x--x");
    mode("sizes/0", "---------");
    mode("empty", "rwxr-x---");
    mtime("sizes/32", Instant.ofEpochSecond(-5));
    mtime("sizes/33", Instant.ofEpochSecond(0));
    mtime("many", Instant.ofEpochSecond(1_700_000_000, 5_000));
  }

  private static void random(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static void mode(String name, String permissions) throws IOException {
    Files.setPosixFilePermissions(tree.resolve(name), PosixFilePermissions.fromString(permissions));
  }

  private static void mtime(String name, Instant time) throws IOException {
    Files.setLastModifiedTime(tree.resolve(name), FileTime.from(time));
  }

  private static Arguments dag(String options, UnaryOperator<Builder> change) {
    UnixFsProfile profile = change.apply(UnixFsProfile.V0_2015.toBuilder()).build();
    return Arguments.of(DEFAULTS, options, AddOptions.DEFAULTS.withProfile(profile));
  }

  private static Arguments metadata(
      String options, boolean preserveMode, boolean preserveMtime, int mode, Instant mtime) {
    AddMetadata metadata =
        new AddMetadata(
            preserveMode,
            preserveMtime,
            mode < 0 ? OptionalInt.empty() : OptionalInt.of(mode),
            Optional.ofNullable(mtime));
    UnixFsProfile profile = UnixFsProfile.V0_2015.toBuilder().maxDirectoryLinks(20).build();
    return Arguments.of(
        DEFAULTS,
        options + " --max-directory-links=20",
        AddOptions.DEFAULTS.withProfile(profile).withMetadata(metadata));
  }

  private static Arguments entries(String options, UnaryOperator<AddOptions> change) {
    AddOptions plain = AddOptions.DEFAULTS.withProfile(UnixFsProfile.V0_2015);
    return Arguments.of(DEFAULTS, options, change.apply(plain));
  }

  static Stream<Arguments> dags() {
    return Stream.of(
        Arguments.of(UnixFsProfile.V1_2025.name(), "", AddOptions.DEFAULTS),
        Arguments.of(
            UnixFsProfile.V0_2015.name(),
            "",
            AddOptions.DEFAULTS.withProfile(UnixFsProfile.V0_2015)),
        dag("", b -> b),
        dag("--cid-version=1", b -> b.cidVersion(1).rawLeaves(true)),
        dag("--raw-leaves=true", b -> b.rawLeaves(true)),
        dag("--trickle", b -> b.layout(FileLayout.TRICKLE)),
        dag(
            "--trickle --raw-leaves=true --chunker=size-1000 --max-file-links=3",
            b -> b.layout(FileLayout.TRICKLE).rawLeaves(true).chunkBytes(1000).maxFileLinks(3)),
        chunker("size-1000"),
        chunker("rabin"),
        chunker("rabin-100"),
        chunker("rabin-16-17-2000"),
        chunker("rabin-min:500-avg:40000-max:50000"),
        chunker("rabin-100000-1000000-2000000"),
        chunker("buzhash"),
        dag(
            "--trickle --chunker=buzhash --cid-version=1",
            b ->
                b.layout(FileLayout.TRICKLE)
                    .chunker(new Chunker.Buzhash())
                    .cidVersion(1)
                    .rawLeaves(true)),
        dag("--inline", b -> b.inlineBytes(32)),
        dag(
            "--inline --inline-limit=128 --cid-version=1 --chunker=size-100",
            b -> b.inlineBytes(128).cidVersion(1).rawLeaves(true).chunkBytes(100)),
        dag("--max-directory-links=5", b -> b.maxDirectoryLinks(5)),
        dag(
            "--max-directory-links=3 --max-hamt-fanout=8 --inline",
            b -> b.maxDirectoryLinks(3).hamtFanout(8).inlineBytes(32)),
        dag(
            "--max-directory-links=40 --max-hamt-fanout=1024",
            b -> b.maxDirectoryLinks(40).hamtFanout(1024)),
        hash("sha2-512"),
        hash("sha3-256"),
        hash("blake2b-256"),
        hash("blake3"));
  }

  private static Arguments chunker(String text) {
    return dag("--chunker=" + text, b -> b.chunker(Chunker.parse(text)));
  }

  private static Arguments hash(String name) {
    long code = Multicodec.byName(name).orElseThrow().code();
    UnixFsProfile profile =
        UnixFsProfile.V0_2015.toBuilder().hash(code).cidVersion(1).rawLeaves(true).build();
    AddOptions options = AddOptions.DEFAULTS.withProfile(profile).withOnlyHash(true);
    return Arguments.of(DEFAULTS, "--hash=" + name, options);
  }

  static Stream<Arguments> metadata() {
    return Stream.of(
        metadata("--preserve-mode", true, false, -1, null),
        metadata("--preserve-mtime", false, true, -1, null),
        metadata("--preserve-mode --preserve-mtime --trickle=false", true, true, -1, null),
        metadata("--mode=0640", false, false, 0640, null),
        metadata("--mode=0640 --preserve-mode", true, false, 0640, null),
        metadata("--mtime=7", false, false, -1, Instant.ofEpochSecond(7)),
        metadata("--mtime=-7 --mtime-nsecs=9", false, false, -1, Instant.ofEpochSecond(-7, 9)),
        metadata("--mode=0777 --mtime=1", false, false, 0777, Instant.ofEpochSecond(1)));
  }

  static Stream<Arguments> selections() {
    return Stream.of(
        entries("-w", o -> o.withWrap(true)),
        entries("-w --preserve-mode", o -> o.withWrap(true).withMetadata(preserveMode())),
        entries("-w --mode=0700", o -> o.withWrap(true).withMetadata(mode0700())),
        entries("--hidden", o -> o.withHidden(true)),
        entries("--empty-dirs=false", o -> o.withFilter(o.filter().withEmptyDirectories(false))),
        entries("--ignore=*.txt", o -> o.withFilter(o.filter().withIgnore(List.of("*.txt")))),
        entries(
            "--ignore=entry-1* --ignore=!entry-17 --ignore=c.txt",
            o -> o.withFilter(o.filter().withIgnore(List.of("entry-1*", "!entry-17", "c.txt")))),
        entries("--dereference-symlinks", o -> o.withFollowSymlinks(true)));
  }

  private static AddMetadata preserveMode() {
    return new AddMetadata(true, false, OptionalInt.empty(), Optional.empty());
  }

  private static AddMetadata mode0700() {
    return new AddMetadata(false, false, OptionalInt.of(0700), Optional.empty());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"dags", "metadata", "selections"})
  void add_sameTree_givesEveryEntryTheSameCid(
      String repository, String kubosOptions, AddOptions options) throws Exception {
    List<String> command = new ArrayList<>(List.of("add", "-r", "--pin=false"));
    Stream.of(kubosOptions.split(" ")).filter(word -> !word.isEmpty()).forEach(command::add);
    command.add(tree.toString());
    Map<String, String> theirs = new TreeMap<>();
    Kubo kubo = new Kubo(temp.resolve(repository));
    for (String line : kubo.run(command.toArray(String[]::new)).line().split("\n")) {
      String[] words = line.split(" ", 3);
      theirs.put(words.length < 3 ? "" : words[2], words[1]);
    }

    Map<String, String> ours = new TreeMap<>();
    unixFs.add(
        AddSource.path(tree), options, entry -> ours.put(entry.path(), entry.cid().toString()));

    assertThat(ours).isEqualTo(theirs);
    unixFs.close();
  }
}
