package org.helia.shell.internal.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the words of one command line into the fields of a command. Options may stand anywhere
 * before {@code --}; a long one is {@code --name=value} or {@code --name value}; short ones are
 * {@code -x value}, {@code -xvalue}, {@code -x=value}, and flags may be joined, as {@code -rQ}. A
 * flag takes a value only after an equals sign.
 */
public final class CommandLine {
  /** Every command has it. */
  static final String HELP_OPTION = "--help";

  private static final Set<String> HELP = Set.of(HELP_OPTION, "-h");

  private final CommandGrammar grammar;
  private final Object command;
  private final List<String> words;
  private final List<String> arguments = new ArrayList<>();
  private final Set<OptionField> seen = new HashSet<>();
  private int next;
  private boolean help;

  /** Prepares to read words into a command of the class that the grammar was made of. */
  public CommandLine(CommandGrammar grammar, Object command, List<String> words) {
    this.grammar = grammar;
    this.command = command;
    this.words = words;
  }

  /**
   * Reads all words.
   *
   * @return false when help was asked for, and the command is not to be run
   * @throws UsageException when an option is unknown, lacks its value or has one that does not fit,
   *     or there are too few or too many arguments
   */
  public boolean read() {
    while (next < words.size() && !help) {
      readWord(words.get(next++));
    }
    if (!help) {
      assignArguments();
    }
    return !help;
  }

  private void readWord(String word) {
    if (word.equals("--")) {
      arguments.addAll(words.subList(next, words.size()));
      next = words.size();
    } else if (HELP.contains(word)) {
      help = true;
    } else if (word.startsWith("--")) {
      readLong(word);
    } else if (word.startsWith("-") && word.length() > 1) {
      readShort(word);
    } else {
      arguments.add(word);
    }
  }

  private void readLong(String word) {
    int equals = word.indexOf('=');
    if (equals > 0) {
      set(option(word.substring(0, equals)), word.substring(equals + 1));
      return;
    }
    OptionField option = option(word);
    set(option, option.isFlag() ? "true" : nextWord(option));
  }

  private void readShort(String word) {
    if (word.length() > 2 && word.charAt(2) == '=') {
      set(option(word.substring(0, 2)), word.substring(3));
      return;
    }
    for (int i = 1; i < word.length(); i++) {
      OptionField option = option("-" + word.charAt(i));
      if (option.isFlag()) {
        set(option, "true");
      } else {
        set(option, i + 1 < word.length() ? word.substring(i + 1) : nextWord(option));
        return;
      }
    }
  }

  private OptionField option(String name) {
    return grammar
        .option(name)
        .orElseThrow(() -> new UsageException("unknown option \"" + name + "\""));
  }

  private String nextWord(OptionField option) {
    if (next == words.size()) {
      throw new UsageException("option \"" + option.title() + "\" needs a value");
    }
    return words.get(next++);
  }

  private void set(OptionField option, String value) {
    if (!seen.add(option) && !option.isList()) {
      throw new UsageException("option \"" + option.title() + "\" was given more than once");
    }
    option.set(command, value);
  }

  private void assignArguments() {
    int used = 0;
    for (ArgumentField argument : grammar.arguments()) {
      int end =
          argument.argument().multiValued()
              ? arguments.size()
              : Math.min(used + 1, arguments.size());
      if (end > used) {
        argument.set(command, arguments.subList(used, end));
      } else if (argument.argument().required()) {
        throw new UsageException("argument \"" + argument.name() + "\" is required");
      }
      used = end;
    }
    if (used < arguments.size()) {
      throw new UsageException("unexpected argument \"" + arguments.get(used) + "\"");
    }
  }
}
