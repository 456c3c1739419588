package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetTest {
  private static final String A = "QmZQz3c9HB8rGTEE3eD1VpxEHnEKwC4riczuAFzUw5JMpe";
  private static final String DIRECTORY = "QmRc1fPvoVwfHuzsLdNo92x4vQvjTG4ELywLcnRDjRFg1R";

  @TempDir Path home;

  private final TestShell shell = new TestShell();

  @BeforeEach
  void fill() {
    shell.in(home).node.unixFs.file(A, "hello a").directory(DIRECTORY, "a.txt", A);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void get_file_goesByItsNameIntoTheUsersDirectory() {
    Result result = shell.run("get", DIRECTORY + "/a.txt");

    assertThat(result.out()).isEqualTo("Saving file(s) to a.txt\n");
    assertThat(home.resolve("a.txt")).hasContent("hello a");
  }

  @Test
  void get_cid_goesByTheCid() {
    shell.run("get", "/ipfs/" + A);

    assertThat(home.resolve(A)).hasContent("hello a");
  }

  @Test
  void get_output_isWhereItGoes() {
    assertThat(shell.run("get", "-o", "sub/../out", DIRECTORY).out())
        .isEqualTo("Saving file(s) to sub/../out\n");
    assertThat(shell.node.unixFs.target).isEqualTo(home.resolve("out"));
  }

  @Test
  void get_fileIntoDirectory_keepsItsName() throws IOException {
    Files.createDirectory(home.resolve("out"));

    shell.run("get", "-o", "out", A);

    assertThat(home.resolve("out").resolve(A)).hasContent("hello a");
  }

  @Test
  void get_directoryIntoDirectory_isMerged() throws IOException {
    Files.createDirectory(home.resolve("out"));

    shell.run("get", "-o", "out", DIRECTORY);

    assertThat(shell.node.unixFs.target).isEqualTo(home.resolve("out"));
  }

  @Test
  void get_archive_isRefused() {
    assertThat(shell.run("get", "-a", A).misused()).isTrue();
  }

  @Test
  void get_twoPaths_isRefused() {
    Result result = shell.run("get", A, A);

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).startsWith("unexpected argument \"" + A + "\"");
  }
}
