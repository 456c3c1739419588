package org.helia.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.helia.shell.internal.TestShell;
import org.helia.shell.internal.TestShell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The expected lines are those that Kubo 0.42 prints. */
class LsTest {
  private static final String A = "QmZQz3c9HB8rGTEE3eD1VpxEHnEKwC4riczuAFzUw5JMpe";
  private static final String LINK = "QmS9U51FvTAqDDVLJ5okMzeLjsEeg8JEG1rPmSq2oPahF6";
  private static final String SUB = "QmWMLZWtomHmwePuLLGxNbYBgRa5JDwJDbg7sfMSGfqMFS";
  private static final String ODD = "QmULKig5Fxrs2sC4qt9nNduucXfb92AFYQ6Hi3YRqDmrYC";
  private static final String DIRECTORY = "QmRc1fPvoVwfHuzsLdNo92x4vQvjTG4ELywLcnRDjRFg1R";

  private final TestShell shell = new TestShell();

  @BeforeEach
  void fill() {
    shell
        .node
        .unixFs
        .file(A, "hello a")
        .symlink(LINK, "a.txt")
        .directory(SUB, "s.txt", "QmXMgfnVt6FdAW9yhV6s2yGU8u25URdGxvfrha68T6ism6")
        .file("QmXMgfnVt6FdAW9yhV6s2yGU8u25URdGxvfrha68T6ism6", "hello sub")
        .file(ODD, "x")
        .directory(DIRECTORY, "we\\ird\nname", ODD, "a.txt", A, "sub", SUB, "link", LINK);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void ls_directory_isSortedWithSizes() {
    assertThat(shell.run("ls", DIRECTORY).out())
        .isEqualTo(
            A
                + " 7 a.txt\n"
                + LINK
                + " 5 link\n"
                + SUB
                + " - sub/\n"
                + ODD
                + " 1 we\\\\ird\\nname\n");
  }

  @Test
  void ls_headers_areAligned() {
    assertThat(shell.run("ls", "-v", DIRECTORY).out())
        .isEqualTo(
            "Hash                                           Size Name\n"
                + A
                + " 7    a.txt\n"
                + LINK
                + " 5    link\n"
                + SUB
                + " -    sub/\n"
                + ODD
                + " 1    we\\\\ird\\nname\n");
  }

  @Test
  void ls_withoutSize_stillMarksDirectories() {
    assertThat(shell.run("ls", "--size=false", DIRECTORY).out())
        .isEqualTo(
            A + " a.txt\n" + LINK + " link\n" + SUB + " sub/\n" + ODD + " we\\\\ird\\nname\n");
  }

  @Test
  void ls_withoutSizeAndType_readsNoEntry() {
    assertThat(shell.run("ls", "--size=false", "--resolve-type=false", DIRECTORY).out())
        .isEqualTo(
            A + " a.txt\n" + LINK + " link\n" + SUB + " sub\n" + ODD + " we\\\\ird\\nname\n");
  }

  @Test
  void ls_several_haveTitles() {
    assertThat(shell.run("ls", SUB, DIRECTORY + "/sub").out())
        .isEqualTo(
            SUB
                + ":\nQmXMgfnVt6FdAW9yhV6s2yGU8u25URdGxvfrha68T6ism6 9 s.txt\n\n"
                + DIRECTORY
                + "/sub:\nQmXMgfnVt6FdAW9yhV6s2yGU8u25URdGxvfrha68T6ism6 9 s.txt\n");
  }

  @Test
  void ls_stream_keepsTheOrderOfTheBlocks() {
    assertThat(shell.run("ls", "-s", "--size=false", DIRECTORY).out())
        .isEqualTo(
            ODD + " we\\\\ird\\nname\n" + A + " a.txt\n" + SUB + " sub/\n" + LINK + " link\n");
  }

  @Test
  void ls_json_hasKubosShape() {
    assertThat(shell.run("ls", "--json", SUB).out())
        .isEqualTo(
            "{\"Objects\":[{\"Hash\":\""
                + SUB
                + "\",\"Links\":[{\"Name\":\"s.txt\","
                + "\"Hash\":\"QmXMgfnVt6FdAW9yhV6s2yGU8u25URdGxvfrha68T6ism6\",\"Size\":9,\"Type\":2,\"Target\":\"\"}]}]}\n");
  }

  @Test
  void ls_jsonOfTypes_hasUnixFsNumbers() {
    assertThat(shell.run("ls", "--json", DIRECTORY).out())
        .contains("\"Name\":\"sub\",\"Hash\":\"" + SUB + "\",\"Size\":0,\"Type\":1")
        .contains("\"Name\":\"link\",\"Hash\":\"" + LINK + "\",\"Size\":5,\"Type\":4")
        .contains("\"Name\":\"we\\\\ird\\nname\"");
  }

  @Test
  void ls_file_listsNothing() {
    assertThat(shell.run("ls", A).out()).isEmpty();
  }

  @Test
  void ls_missing_isAnError() {
    Result result = shell.run("ls", DIRECTORY + "/nope");

    assertThat(result.error()).contains("no entry named 'nope'");
    assertThat(result.misused()).isFalse();
  }
}
