package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatTest {
  private static final String HELLO = "QmWfVY9y3xjsixTgbd9AorQxH7VtMpzfx2HaWtsoUYecaX";
  private static final String A = "QmZQz3c9HB8rGTEE3eD1VpxEHnEKwC4riczuAFzUw5JMpe";
  private static final String DIRECTORY = "QmRc1fPvoVwfHuzsLdNo92x4vQvjTG4ELywLcnRDjRFg1R";

  private final TestShell shell = new TestShell();

  @BeforeEach
  void fill() {
    shell.node.unixFs.file(HELLO, "hello").file(A, "hello a").directory(DIRECTORY, "a.txt", A);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  /** What Kubo shows of the same files. */
  @ParameterizedTest
  @CsvSource({
    "0,100,hellohello a",
    "2,2,ll",
    "7,3,llo",
    "5,7,hello a",
    "12,5,''",
    "99,5,''",
    "0,0,''"
  })
  void cat_severalFilesWithRange_countsOverAll(int offset, int length, String expected) {
    Result result = shell.run("cat", "-o", "" + offset, "-l" + length, HELLO, DIRECTORY + "/a.txt");

    assertThat(result.error()).isEmpty();
    assertThat(result.out()).isEqualTo(expected);
  }

  @Test
  void cat_pathsOfAllKinds_areUnderstood() {
    assertThat(shell.run("cat", "/ipfs/" + HELLO).out()).isEqualTo("hello");
    assertThat(shell.run("cat", "ipfs://" + DIRECTORY + "/a.txt").out()).isEqualTo("hello a");
  }

  @Test
  void cat_noPath_takesLinesOfStdin() {
    assertThat(shell.input("\n" + HELLO + "\n " + A + " \n").run("cat").out())
        .isEqualTo("hellohello a");
  }

  @Test
  void cat_noPathAtATerminal_isRefused() {
    Result result = shell.terminals(true, true, true).run("cat");

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).startsWith("argument \"path\" is required");
  }

  @Test
  void cat_endlessLineOfStdin_isRefused() {
    Result result = shell.input("x".repeat(LineArguments.MAX_LINE_LENGTH + 1)).run("cat");

    assertThat(result.misused()).isTrue();
    assertThat(result.error()).contains("longer than 65536 characters");
  }

  @Test
  void cat_secondFileMissing_showsNothing() {
    Result result = shell.run("cat", HELLO, DIRECTORY + "/nope");

    assertThat(result.out()).isEmpty();
    assertThat(result.misused()).isFalse();
    assertThat(result.error()).isEqualTo("no entry named 'nope' in " + DIRECTORY);
  }

  @Test
  void cat_directory_isAnError() {
    assertThat(shell.run("cat", DIRECTORY).error()).contains("is a directory, not a file");
  }

  @Test
  void cat_notACid_isAnError() {
    Result result = shell.run("cat", "nonsense");

    assertThat(result.misused()).isFalse();
    assertThat(result.error()).contains("'nonsense' is not a CID");
  }

  @ParameterizedTest
  @CsvSource({"--offset=-1", "--length=-1"})
  void cat_negativeRange_isRefused(String option) {
    assertThat(shell.run("cat", option, HELLO).misused()).isTrue();
  }

  @Test
  void cat_offline_asksNobody() {
    shell.run("cat", HELLO);
    assertThat(shell.node.unixFs.fetchOptions.offline()).isFalse();

    shell.run("cat", "--offline", HELLO);
    assertThat(shell.node.unixFs.fetchOptions.offline()).isTrue();
  }

  @Test
  void cat_interrupted_isCancelled() {
    Thread.currentThread().interrupt();
    try {
      assertThat(shell.run("cat", HELLO).error()).contains("was cancelled");
    } finally {
      Thread.interrupted();
    }
  }
}
