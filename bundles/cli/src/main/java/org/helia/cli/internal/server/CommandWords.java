package org.helia.cli.internal.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.karaf.shell.api.console.Command;

/**
 * Finds the command that a command line means. Helia's commands are named as in Kubo, words joined
 * by hyphens: {@code block get CID} is {@code helia:block-get}. Any other command of the container
 * is named with its scope, as {@code feature:list}.
 *
 * @param command what is to be run
 * @param arguments the words that follow its name
 */
record CommandWords(Command command, List<String> arguments) {
  /** The scope that needs not be said. */
  static final String SCOPE = "helia";

  private static final int MAX_NAME_WORDS = 4;

  /**
   * Takes the longest name that fits.
   *
   * @throws UnknownCommandException when there is none; the message names those that are near
   */
  static CommandWords resolve(List<String> words, Collection<Command> commands) {
    if (words.isEmpty()) {
      throw new UnknownCommandException("no command was given; `helia help` lists them");
    }
    for (int count = Math.min(MAX_NAME_WORDS, words.size()); count > 0; count--) {
      String name = String.join("-", words.subList(0, count));
      for (Command command : commands) {
        if (matches(command, name)) {
          return new CommandWords(command, new ArrayList<>(words.subList(count, words.size())));
        }
      }
    }
    throw new UnknownCommandException(new Suggestions(names(commands)).message(words));
  }

  private static boolean matches(Command command, String name) {
    return name.indexOf(':') < 0
        ? command.getScope().equals(SCOPE) && command.getName().equals(name)
        : name.equals(command.getScope() + ":" + command.getName());
  }

  /** The names of Helia's commands, sorted. */
  static List<String> names(Collection<Command> commands) {
    return commands.stream()
        .filter(command -> command.getScope().equals(SCOPE))
        .map(Command::getName)
        .sorted()
        .toList();
  }
}
