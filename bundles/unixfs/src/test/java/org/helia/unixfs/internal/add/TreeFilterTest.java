package org.helia.unixfs.internal.add;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.helia.api.unixfs.EntryFilter;
import org.helia.api.unixfs.UnixFsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules are those of git, whose documentation the cases are taken from. */
class TreeFilterTest {
  private static boolean ignored(String path, boolean directory, String... rules) {
    EntryFilter filter = EntryFilter.DEFAULTS.withIgnore(List.of(rules));
    return !new TreeFilter(filter).admits(path, directory);
  }

  @ParameterizedTest
  @CsvSource({
    "hello.txt, hello.txt, true",
    "hello.txt, a/b/hello.txt, true",
    "hello.txt, hello.txt.old, false",
    "/hello.txt, hello.txt, true",
    "/hello.txt, a/hello.txt, false",
    "doc/frotz, doc/frotz, true",
    "doc/frotz, a/doc/frotz, false",
    "*.c, cat.c, true",
    "*.c, a/cat.c, true",
    "foo/*, foo/test.json, true",
    "foo/*, foo/bar/hello.c, false",
    "**/foo, foo, true",
    "**/foo, a/b/foo, true",
    "**/foo/bar, a/foo/bar, true",
    "abc/**, abc/x/y, true",
    "abc/**, abc, false",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, a/xb, false",
    "fo?, foo, true",
    "f?o, f/o, false",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[!a-c]x, dx, true",
    "[^a-c]x, dx, true",
    "[]-]x, ]x, true",
    "[]-]x, -x, true",
    "[[:digit:]a]x, 7x, true",
    "[[:digit:]a]x, bx, false",
    "a[!b]c, a/c, false",
    "[ab, [ab, true",
    "\\*, *, true",
    "\\*, x, false",
    "\\#a, #a, true",
    "\\!a, !a, true",
    "a.b, axb, false",
    "(a+b), (a+b), true",
    "\uD83D\uDE00?, \uD83D\uDE00\uD83D\uDE01, true",
  })
  void admits_pathAgainstAPattern_isAsWithGit(String pattern, String path, boolean matches) {
    assertThat(ignored(path, false, pattern)).isEqualTo(matches);
  }

  @Test
  void admits_patternForDirectories_matchesNothingElse() {
    assertThat(ignored("a/foo", true, "foo/")).isTrue();
    assertThat(ignored("a/foo", false, "foo/")).isFalse();
  }

  @Test
  void admits_severalPatterns_theLastThatMatchesCounts() {
    assertThat(ignored("a.txt", false, "*.txt", "!a.txt")).isFalse();
    assertThat(ignored("a.txt", false, "!a.txt", "*.txt")).isTrue();
    assertThat(ignored("b.txt", false, "*.txt", "!a.txt")).isTrue();
  }

  @Test
  void admits_commentsBlankLinesAndSpaces_areNoPatterns() {
    assertThat(ignored("#a", false, "#a", "", "   ")).isFalse();
    assertThat(ignored("a", false, "a  ", "b\r")).isTrue();
    assertThat(ignored("b", false, "a  ", "b\r")).isTrue();
    assertThat(ignored("a ", false, "a\\ ")).isTrue();
  }

  @Test
  void admits_include_addsMatchesAndWhatIsBelowThem() {
    EntryFilter wanted = EntryFilter.DEFAULTS.withInclude(List.of("*.md", "/src"));
    TreeFilter filter = new TreeFilter(wanted);
    assertThat(filter.admits("a/b.md", false)).isTrue();
    assertThat(filter.admits("a/b.txt", false)).isFalse();
    assertThat(filter.admits("src/x/y.txt", false)).isTrue();
    assertThat(filter.admits("a/src/y.txt", false)).isFalse();
    assertThat(filter.admits("a", true)).as("looked into").isTrue();
  }

  @Test
  void admits_patternThatIsNone_isNamed() {
    assertThatThrownBy(() -> ignored("a", false, "[z-a]"))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("[z-a]");
  }
}
