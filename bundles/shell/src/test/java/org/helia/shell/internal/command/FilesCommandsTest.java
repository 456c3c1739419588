package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.helia.api.mfs.NewNodes;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.helia.shell.internal.fake.FakeMfs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesCommandsTest {
  private final TestShell shell = new TestShell();
  private final FakeMfs mfs = shell.node.mfs;

  @AfterEach
  void close() {
    shell.close();
  }

  private String call(String name, String... words) {
    Result result = shell.run(name, words);
    assertThat(result.error()).isEmpty();
    return String.join("\n", mfs.calls);
  }

  @Test
  void write_standardInput_isWrittenWithTheOptions() {
    shell.input("content");

    assertThat(call("files-write", "-etp", "-o", "3", "-n", "4", "/f"))
        .isEqualTo("write /f cont MfsWrite[offset=3, append=false, create=true, truncate=true]");
    assertThat(mfs.options.parents()).isTrue();
    assertThat(mfs.options.flush()).isTrue();
    assertThat(mfs.options.newNodes()).isEqualTo(NewNodes.INHERITED);
  }

  @Test
  void write_localFile_isWrittenWithTheNodesAskedFor(@TempDir Path temp) throws Exception {
    Files.writeString(temp.resolve("data"), "from disk");
    shell.in(temp);

    String call =
        call(
            "files-write",
            "--raw-leaves=false",
            "--cid-version=1",
            "--hash=sha2-512",
            "--flush=false",
            "--append",
            "/f",
            "data");

    assertThat(call).startsWith("write /f from disk MfsWrite[offset=0, append=true");
    assertThat(mfs.options.flush()).isFalse();
    assertThat(mfs.options.newNodes().cidVersion()).hasValue(1);
    assertThat(mfs.options.newNodes().hash()).hasValue(Multicodec.SHA2_512);
    assertThat(mfs.options.newNodes().rawLeaves()).contains(false);
  }

  @Test
  void write_badOptions_areRefused() {
    assertThat(shell.run("files-write", "-o", "-1", "/f").misused()).isTrue();
    assertThat(shell.run("files-write", "-a", "-o", "1", "/f").misused()).isTrue();
    assertThat(shell.run("files-write", "--cid-version=2", "/f").misused()).isTrue();
    assertThat(mfs.calls).isEmpty();
  }

  @Test
  void read_offsetAndCount_areAskedFor() {
    mfs.content = "ipfs is super cool";

    Result result = shell.run("files-read", "-o", "5", "-n", "2", "/f");

    assertThat(result.out()).isEqualTo("ipfs is super cool");
    assertThat(mfs.calls).containsExactly("read /f 5 2");
  }

  @Test
  void ls_withoutPath_listsTheRootSorted() {
    mfs.directory("/", "b", "a");

    assertThat(shell.run("files-ls").out()).isEqualTo("a\nb\n");
    assertThat(shell.run("files-ls", "-U").out()).isEqualTo("b\na\n");
    assertThat(shell.run("files-ls", "--json").out())
        .isEqualTo(
            "{\"Entries\":[{\"Name\":\"a\",\"Type\":0,\"Size\":0,\"Hash\":\"\"},"
                + "{\"Name\":\"b\",\"Type\":0,\"Size\":0,\"Hash\":\"\"}]}\n");
  }

  @Test
  void ls_long_showsCidsAndSizes() {
    mfs.directory("/", "a");
    shell.node.unixFs.directory(FakeMfs.CID.toString());

    assertThat(shell.run("files-ls", "-l").out()).isEqualTo("a/\t" + FakeMfs.CID + "\t0\n");
  }

  @Test
  void stat_file_printsWhatKuboPrints() {
    mfs.file("/f", OptionalInt.of(0644), Optional.of(Instant.ofEpochSecond(1_000_000_000, 5)));

    assertThat(shell.run("files-stat", "/f").out())
        .isEqualTo(
            """
            %s
            Size: 5
            CumulativeSize: 63
            ChildBlocks: 1
            Type: file
            Mode: -rw-r--r-- (0644)
            Mtime: 9 Sep 2001, 01:46:40 UTC
            """
                .formatted(FakeMfs.CID));
    assertThat(shell.run("files-stat", "--format=<mtime-secs> <mtime-nsecs>", "/f").out())
        .isEqualTo("1000000000 5\n");
    assertThat(shell.run("files-stat", "--hash", "/f").out()).isEqualTo(FakeMfs.CID + "\n");
    assertThat(shell.run("files-stat", "--size", "/f").out()).isEqualTo("63\n");
    assertThat(shell.run("files-stat", "--size", "--hash", "/f").misused()).isTrue();
  }

  @Test
  void stat_directory_saysWhatIsNotSet() {
    assertThat(shell.run("files-stat", "/").out())
        .contains("Type: directory\nMode: not set (not set)\nMtime: not set\n");
    assertThat(shell.run("files-stat", "--json", "/").out())
        .isEqualTo(
            "{\"Hash\":\"%s\",\"Size\":0,\"CumulativeSize\":63,\"Blocks\":1,\"Type\":\"directory\"}\n"
                .formatted(FakeMfs.CID));
  }

  @Test
  void mkdirCpMv_options_arePassedOn() {
    assertThat(call("files-mkdir", "-p", "/a/b")).isEqualTo("mkdir /a/b");
    assertThat(mfs.options.parents()).isTrue();
    mfs.calls.clear();
    assertThat(call("files-cp", "--force", "/ipfs/" + FakeMfs.CID, "/a/"))
        .isEqualTo("cp /ipfs/" + FakeMfs.CID + " /a/");
    assertThat(mfs.options.force()).isTrue();
    mfs.calls.clear();
    assertThat(call("files-mv", "/a", "/b")).isEqualTo("mv /a /b");
  }

  @Test
  void rm_several_removesWhatItCanAndFails() {
    mfs.directory("/a");

    Result result = shell.run("files-rm", "-r", "/none", "/a");

    assertThat(mfs.calls).containsExactly("rm /a true");
    assertThat(result.err()).contains("/none: no entry named 'none' in /");
    assertThat(result.error()).contains("1 of 2 paths were not removed");
  }

  @Test
  void touchChmodChcidFlush_arguments_arePassedOn() {
    assertThat(call("files-touch", "--mtime=7", "--mtime-nsecs=5", "/f"))
        .isEqualTo("touch /f 1970-01-01T00:00:07.000000005Z");
    mfs.calls.clear();
    assertThat(call("files-chmod", "-R", "0755", "/d")).isEqualTo("chmod 755 /d true");
    mfs.calls.clear();
    assertThat(call("files-chcid", "--cid-version=1", "/d"))
        .isEqualTo("chcid /d OptionalInt[1] OptionalLong.empty");
    mfs.calls.clear();
    assertThat(shell.run("files-flush").out()).isEqualTo(FakeMfs.CID + "\n");
    assertThat(shell.run("files-flush", "--json").out())
        .isEqualTo("{\"Cid\":\"" + FakeMfs.CID + "\"}\n");
  }

  @Test
  void touchChmodChcid_badArguments_areRefused() {
    assertThat(shell.run("files-touch", "--mtime-nsecs=5", "/f").misused()).isTrue();
    assertThat(shell.run("files-touch", "--mtime=1", "--mtime-nsecs=1000000000", "/f").misused())
        .isTrue();
    assertThat(shell.run("files-chmod", "888", "/f").misused()).isTrue();
    assertThat(shell.run("files-chmod", "77777", "/f").misused()).isTrue();
    assertThat(shell.run("files-chcid", "/d").misused()).isTrue();
  }
}
