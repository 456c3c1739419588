package org.helia.mfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.testkit.kubo.Kubo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same operations give the same roots in Kubo. Needs its binary: {@code -Dhelia.kubo=PATH}.
 * Kubo runs offline and only on files of this test.
 */
@EnabledIfSystemProperty(
    named = Kubo.PROPERTY,
    matches = ".+",
    disabledReason = "NOT COMPARED WITH KUBO: -Dhelia.kubo=PATH names its binary")
class KuboTest {
  @TempDir static Path temp;

  private record Pair(Kubo kubo, Rig rig) {
    void kubo(String... words) {
      kubo.run(words).line();
    }

    void compare(String path) {
      String theirs = kubo.run("files", "stat", "--hash", path).line();
      assertThat(rig.mfs.stat(path, FetchOptions.OFFLINE).cid()).as(path).hasToString(theirs);
    }

    void mkdir(String path) {
      kubo("files", "mkdir", "-p", path);
      rig.mfs.mkdir(path, Rig.PARENTS);
      compare("/");
    }

    void write(String path, long offset, String content) throws IOException {
      Path input = Files.writeString(temp.resolve("input"), content);
      kubo.run(input, "files", "write", "-e", "-p", "-o", String.valueOf(offset), path).line();
      rig.mfs.write(
          path,
          new ByteArrayInputStream(content.getBytes(UTF_8)),
          MfsWrite.CREATE.at(offset),
          Rig.PARENTS);
      compare("/");
    }

    void cp(String from, String to) {
      kubo("files", "cp", from, to);
      rig.mfs.cp(from, to, Rig.OPTIONS);
      compare("/");
    }

    void mv(String from, String to) {
      kubo("files", "mv", from, to);
      rig.mfs.mv(from, to, Rig.OPTIONS);
      compare("/");
    }

    void rm(String path) {
      kubo("files", "rm", "-r", path);
      rig.mfs.rm(path, true, Rig.OPTIONS);
      compare("/");
    }
  }

  private static Pair pair(String name, UnixFsProfile profile) {
    UnixFsProfile small = profile.toBuilder().chunkBytes(1000).build();
    Pair pair = new Pair(Kubo.init(temp.resolve(name), profile.name()), new Rig(small));
    pair.kubo("config", "--json", "Import.UnixFSChunker", "\"size-1000\"");
    return pair;
  }

  private static String text(int length, int seed) {
    StringBuilder text = new StringBuilder(length);
    new Random(seed).ints(length, 'a', 'z' + 1).forEach(c -> text.append((char) c));
    return text.toString();
  }

  @Test
  void run_script_givesKubosRootsCidV0() throws Exception {
    script(pair("v0", UnixFsProfile.V0_2015));
  }

  @Test
  void run_script_givesKubosRootsCidV1() throws Exception {
    script(pair("v1", UnixFsProfile.V1_2025));
  }

  private static void script(Pair pair) throws Exception {
    pair.mkdir("/a/b");
    pair.write("/a/short", 0, "short");
    pair.write("/a/short", 2, "over");
    pair.write("/a/short", 20, "beyond");
    pair.write("/a/b/file", 0, text(3_500, 1));
    pair.write("/a/b/file", 700, text(1_100, 2));
    pair.write("/a/b/file", 3_400, text(900, 3));
    pair.write("/a/b/gap", 10_000, "after a gap");
    pair.cp("/a/b", "/copy");
    pair.mv("/a/b/file", "/a/moved");
    pair.mv("/a/moved", "/copy");
    pair.rm("/a/b");
    // Some layers of the trickle layout, written in pieces that end anywhere.
    for (int i = 0; i < 14; i++) {
      pair.write("/long", i * 55_555L, text(55_555, i));
    }
    pair.write("/long", 170_000, text(30_000, 99));
    pair.rig.mfs.close();
  }

  @Test
  void metadata_files_haveKubosRoots() throws Exception {
    Pair pair = pair("metadata", UnixFsProfile.V0_2015);
    pair.write("/d/f", 0, "content");
    for (String path : List.of("/d/f", "/d")) {
      pair.kubo("files", "chmod", "0644", path);
      pair.rig.mfs.chmod(path, 0644, false, Rig.OPTIONS);
      pair.compare("/");
      pair.kubo("files", "touch", "--mtime=1000000000", "--mtime-nsecs=5", path);
      pair.rig.mfs.touch(path, Optional.of(Instant.ofEpochSecond(1_000_000_000, 5)), Rig.OPTIONS);
      pair.compare("/");
    }
    pair.rig.mfs.close();
  }

  @Test
  void directory_growsAndShrinks_hasKubosRoots() throws Exception {
    Kubo kubo = Kubo.init(temp.resolve("hamt"), "unixfs-v0-2015");
    Rig rig = new Rig(UnixFsProfile.V0_2015.toBuilder().hamtThresholdBytes(1500).build());
    Pair pair = new Pair(kubo, rig);
    pair.kubo("config", "--json", "Import.UnixFSHAMTDirectorySizeThreshold", "\"1500B\"");
    pair.mkdir("/d");
    for (int i = 0; i < 45; i++) {
      pair.write("/d/entry-" + i, 0, "x");
    }
    for (int i = 0; i < 45; i++) {
      pair.rm("/d/entry-" + i);
    }
    rig.mfs.close();
  }

  @Test
  void chcid_directory_hasKubosRoots() throws Exception {
    Pair pair = pair("chcid", UnixFsProfile.V0_2015);
    pair.mkdir("/d");
    pair.kubo("files", "chcid", "--cid-version=1", "/d");
    pair.rig.mfs.chcid("/d", OptionalInt.of(1), OptionalLong.empty(), Rig.OPTIONS);
    pair.compare("/d");
    pair.rig.mfs.close();
  }
}
