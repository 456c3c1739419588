package org.helia.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.helia.testkit.kubo.Kubo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/helia} and a real {@code ipfs}, with the same words, on the same files. */
@EnabledIfSystemProperty(named = Kubo.PROPERTY, matches = ".+")
class KuboIT {
  @TempDir static Path folder;

  private static HeliaScript helia;
  private static Kubo kubo;
  private static Path tree;

  @BeforeAll
  static void startNode() throws Exception {
    kubo = Kubo.init(folder.resolve("ipfs"), "unixfs-v1-2025");
    tree = makeTree(Files.createDirectory(folder.resolve("tree")));
    Distribution distribution = Distribution.unpackedInto(folder.resolve("distribution"));
    Path directory = Files.createDirectories(folder.resolve("work"));
    helia = new HeliaScript(distribution.script("helia"), folder.resolve("home"), directory);
    assertThat(helia.run("start").code()).isZero();
  }

  @AfterAll
  static void stopNode() throws Exception {
    assertThat(helia.run("stop").code()).isZero();
  }

  private static Path makeTree(Path root) throws IOException {
    Random random = new Random(7);
    Files.write(root.resolve("empty"), new byte[0]);
    Files.write(root.resolve("großes ☃"), bytes(random, 3_500_000));
    Files.createSymbolicLink(root.resolve("link"), Path.of("großes ☃"));
    Path many = Files.createDirectories(root.resolve("a/b/many"));
    for (int i = 0; i < 300; i++) {
      Files.write(many.resolve("file " + i), bytes(random, 50 * i));
    }
    return root;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--chunker=size-1000",
        "--raw-leaves=false --chunker=size-65536",
        "--trickle",
        "--chunker=rabin",
        "--chunker=rabin-16384-65536-131072",
        "--chunker=buzhash",
        "--max-file-links=3 --chunker=size-10000",
        "--max-hamt-fanout=16 --max-directory-links=32",
        "--inline --inline-limit=40",
        "--hash=blake3",
        "--hash=sha3-256",
        "--raw-leaves=false --preserve-mode --preserve-mtime",
        "--wrap-with-directory"
      })
  void add_sameOptions_givesTheSameCids(String options) throws Exception {
    assertSameCids(kubo, options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--cid-version=0", "--cid-version=0 --trickle"})
  void add_cidVersion0_givesTheCidsOfAnOlderKubo(String options) throws Exception {
    assertSameCids(Kubo.init(folder.resolve("older " + options), "unixfs-v0-2015"), options);
  }

  private static void assertSameCids(Kubo kubo, String options) throws Exception {
    List<String> list = new ArrayList<>(List.of("add", "-r", "-q"));
    Arrays.stream(options.split(" ")).filter(word -> !word.isEmpty()).forEach(list::add);
    list.add(tree.toString());
    String[] words = list.toArray(new String[0]);

    assertThat(helia.run(words).line().lines().sorted().toList())
        .isEqualTo(kubo.run(words).line().lines().sorted().toList());
  }

  @Test
  void car_ofEach_isReadByTheOther() throws Exception {
    String root = helia.run("add", "-r", "-Q", tree.toString()).line();
    Path ours = folder.resolve("ours.car");
    assertThat(
            helia
                .builder("dag", "export", root)
                .redirectOutput(ours.toFile())
                .redirectError(folder.resolve("export.err").toFile())
                .start()
                .waitFor())
        .isZero();
    Kubo other = Kubo.init(folder.resolve("other"), "unixfs-v1-2025");

    assertThat(other.run("dag", "import", "--pin-roots", ours.toString()).line()).contains(root);
    assertThat(other.run("pin", "verify", "--verbose").line()).contains(root + " ok");
    assertThat(other.run("repo", "verify").line()).contains("all blocks validated");
    Path theirs =
        Files.write(folder.resolve("theirs.car"), other.run("dag", "export", root).output());
    assertThat(theirs).hasSameBinaryContentAs(ours);

    HeliaScript fresh = helia.withHome(folder.resolve("fresh"));
    assertThat(fresh.run("dag", "import", theirs.toString()).code()).isZero();
    Path back = folder.resolve("back");
    assertThat(fresh.run("get", "-o", back.toString(), root).code()).isZero();
    assertThat(back.resolve("großes ☃")).hasSameBinaryContentAs(tree.resolve("großes ☃"));
    assertThat(back.resolve("a/b/many/file 299"))
        .hasSameBinaryContentAs(tree.resolve("a/b/many/file 299"));
  }

  @Test
  void files_sameCommands_giveTheSameRoot() throws Exception {
    Path input = Files.write(folder.resolve("input"), bytes(new Random(1), 300_000));
    List<List<String>> commands =
        List.of(
            List.of("files", "mkdir", "-p", "/a/b/c"),
            List.of("files", "write", "--create", "--cid-version=1", "/a/b/file", input.toString()),
            List.of("files", "write", "--offset=1000", "/a/b/file", input.toString()),
            List.of("files", "cp", "/a/b/file", "/a/copy"),
            List.of("files", "mv", "/a/copy", "/moved"),
            List.of("files", "rm", "-r", "/a/b/c"));

    for (List<String> command : commands) {
      String[] words = command.toArray(new String[0]);
      assertThat(helia.run(words).code()).as(command.toString()).isZero();
      kubo.run(words).line();
      assertThat(helia.run("files", "stat", "--hash", "/").line())
          .as("root after %s", command)
          .isEqualTo(kubo.run("files", "stat", "--hash", "/").line());
    }
  }
}
