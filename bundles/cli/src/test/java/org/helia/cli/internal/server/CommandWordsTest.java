package org.helia.cli.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.karaf.shell.api.console.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {
  private final List<Command> commands =
      Stream.of(
              "helia:add",
              "helia:block-get",
              "helia:block-put",
              "helia:dag",
              "helia:dag-export",
              "feature:list")
          .map(name -> name.split(":"))
          .<Command>map(parts -> new FakeCommand(parts[0], parts[1], "result"))
          .toList();

  private CommandWords resolve(String... words) {
    return CommandWords.resolve(List.of(words), commands);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "add x y | add | x y",
        "block get x | block-get | x",
        "block-get x | block-get | x",
        "dag export | dag-export | -",
        "dag x export | dag | x export",
        "add get | add | get",
        "feature:list -i | list | -i",
        "helia:block-get x | block-get | x"
      })
  void resolve_words_takesTheLongestName(String line, String name, String arguments) {
    CommandWords found = resolve(line.split(" "));

    assertThat(found.command().getName()).isEqualTo(name);
    assertThat(String.join(" ", found.arguments())).isEqualTo(arguments == null ? "" : arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "blok get,helia block get",
    "blockget,helia block get",
    "ad,helia add",
    "block,helia block put",
    "BLOCK GET,helia block get",
    "dagexport,helia dag export"
  })
  void resolve_nearly_suggests(String line, String suggestion) {
    assertThatThrownBy(() -> resolve(line.split(" ")))
        .isInstanceOf(UnknownCommandException.class)
        .hasMessageContaining("unknown command")
        .hasMessageContaining(suggestion);
  }

  @Test
  void resolve_nothingNear_pointsToTheList() {
    assertThatThrownBy(() -> resolve("xyzzy-and-more"))
        .isInstanceOf(UnknownCommandException.class)
        .hasMessage("unknown command \"xyzzy-and-more\"; `helia help` lists the commands");
    assertThatThrownBy(() -> resolve("list")).isInstanceOf(UnknownCommandException.class);
    assertThatThrownBy(() -> resolve("feature:nope")).isInstanceOf(UnknownCommandException.class);
    assertThatThrownBy(this::resolve).isInstanceOf(UnknownCommandException.class);
  }

  @Property(tries = 300)
  void resolve_anyWords_findsOrRefuses(@ForAll @Size(max = 5) List<String> words) {
    try {
      CommandWords found = CommandWords.resolve(words, commands);
      assertThat(words).endsWith(found.arguments().toArray(new String[0]));
    } catch (UnknownCommandException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
