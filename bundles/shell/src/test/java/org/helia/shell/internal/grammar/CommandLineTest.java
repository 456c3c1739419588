package org.helia.shell.internal.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  /** A command of all kinds of options. */
  @Command(scope = "helia", name = "some-thing", description = "Do something")
  static class Sample {
    @Option(name = "-a", aliases = "--all", description = "Everything")
    boolean all;

    @Option(name = "-b", description = "Before")
    boolean before;

    @Option(
        name = "--raw",
        description =
            "Raw or not; the description of this one is so long that it has to be wrapped")
    Boolean raw;

    @Option(name = "-n", aliases = "--number", description = "How many")
    int number = 7;

    @Option(name = "--offset", description = "From where")
    long offset;

    @Option(name = "-t", aliases = "--text", description = "What")
    String text;

    @Option(name = "--each", description = "Several", multiValued = true)
    List<String> each;

    @Argument(index = 0, name = "from", description = "From", required = true)
    String from;

    @Argument(index = 1, name = "rest", description = "The rest", multiValued = true)
    List<String> rest = List.of();
  }

  private final CommandGrammar grammar = new CommandGrammar(Sample.class);
  private final Sample sample = new Sample();

  private boolean read(String... words) {
    return new CommandLine(grammar, sample, List.of(words)).read();
  }

  @Test
  void read_optionsAfterArguments_areOptions() {
    assertThat(read("x", "-a", "y", "--number", "3", "z")).isTrue();

    assertThat(sample.all).isTrue();
    assertThat(sample.number).isEqualTo(3);
    assertThat(sample.from).isEqualTo("x");
    assertThat(sample.rest).containsExactly("y", "z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-abn5 x",
        "-ab -n 5 x",
        "-a -b -n=5 x",
        "--all -bn 5 x",
        "--all=true -b=true --number=5 x"
      })
  void read_shortOptionsJoined_areTakenApart(String line) {
    read(line.split(" "));

    assertThat(sample.all).isTrue();
    assertThat(sample.before).isTrue();
    assertThat(sample.number).isEqualTo(5);
    assertThat(sample.from).isEqualTo("x");
  }

  @Test
  void read_afterTwoDashes_everythingIsAnArgument() {
    read("-a", "--", "-b", "--help", "--");

    assertThat(sample.before).isFalse();
    assertThat(sample.from).isEqualTo("-b");
    assertThat(sample.rest).containsExactly("--help", "--");
  }

  @Test
  void read_singleDash_isAnArgument() {
    read("-");

    assertThat(sample.from).isEqualTo("-");
  }

  @Test
  void read_valuesWithDashesAndEquals_areTakenAsTheyAre() {
    read("--text", "--all", "--each=a=b", "--each", "-n", "x");

    assertThat(sample.text).isEqualTo("--all");
    assertThat(sample.each).containsExactly("a=b", "-n");
    assertThat(sample.all).isFalse();
  }

  @Test
  void read_emptyValue_isAValue() {
    read("--text=", "");

    assertThat(sample.text).isEmpty();
    assertThat(sample.from).isEmpty();
  }

  @Test
  void read_flagOfThreeStates_staysNullUnlessGiven() {
    read("x");
    assertThat(sample.raw).isNull();

    read("--raw=false", "x");
    assertThat(sample.raw).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "x --help", "--help --bogus", "-a --help"})
  void read_help_isAskedFor(String line) {
    assertThat(read(line.split(" "))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bogus x | unknown option \"--bogus\"",
        "-x | unknown option \"-x\"",
        "-ax | unknown option \"-x\"",
        "--bogus=5 | unknown option \"--bogus\"",
        "x -n | option \"--number\" needs a value",
        "x --text | option \"--text\" needs a value",
        "x -n y | takes a whole number, not \"y\"",
        "x -n 99999999999 | takes a number from",
        "x --offset 99999999999999999999 | takes a whole number",
        "x --all=perhaps | is true or false, not \"perhaps\"",
        "x -a -a | option \"--all\" was given more than once",
        "x -t 1 --text 2 | option \"--text\" was given more than once",
        "-a | argument \"from\" is required"
      })
  void read_faultyLine_isRefused(String line, String message) {
    assertThatThrownBy(() -> read(line.strip().split(" ")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Property(tries = 500)
  void read_anyWords_areReadOrRefused(@ForAll @Size(max = 6) List<String> words) {
    try {
      read(words.toArray(new String[0]));
    } catch (UsageException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void help_command_showsEverything() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HelpText(grammar, 60).print(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("USAGE\n  helia some thing [options] <from> [<rest>...]\n\n  Do something.\n")
        .contains("  -n, --number <number>  How many\n")
        .contains("  <from>       From\n")
        .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() < 60));
  }
}
