package org.helia.cli.internal.server;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.karaf.shell.api.console.Command;

/** Lists the commands, those that plugins brought included. */
final class Help {
  /** The word that asks for the list; with more words after it, for the help of a command. */
  static final String WORD = "help";

  private final List<Command> commands;

  Help(Collection<Command> commands) {
    this.commands =
        commands.stream()
            .filter(command -> command.getScope().equals(CommandWords.SCOPE))
            .sorted(Comparator.comparing(Command::getName))
            .toList();
  }

  /** Prints one line for each command. */
  void print(PrintStream out) {
    int width = commands.stream().mapToInt(command -> command.getName().length()).max().orElse(0);
    for (Command command : commands) {
      String words = command.getName().replace('-', ' ');
      out.println("  " + words + " ".repeat(width - words.length() + 2) + command.getDescription());
    }
  }
}
