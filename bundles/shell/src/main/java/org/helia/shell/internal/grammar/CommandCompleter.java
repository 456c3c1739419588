package org.helia.shell.internal.grammar;

import static org.helia.shell.internal.grammar.CommandLine.HELP_OPTION;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

/**
 * Completes a command's name, options, values and arguments by the same rules as {@link
 * org.helia.shell.internal.grammar.CommandLine}.
 */
public final class CommandCompleter implements Completer {
  private final CommandGrammar grammar;
  private final Map<Class<?>, Completer> completers;

  /**
   * Completes for a command.
   *
   * @param completers those that {@link Completion#value} may name, by their class
   */
  public CommandCompleter(CommandGrammar grammar, Map<Class<?>, Completer> completers) {
    this.grammar = grammar;
    this.completers = completers;
  }

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<Candidate> found = new ArrayList<>();
    completeCandidates(session, line, found);
    found.forEach(candidate -> candidates.add(candidate.value()));
    return 0;
  }

  @Override
  public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
    int cursor = line.getCursorArgumentIndex();
    String[] words = line.getArguments();
    if (cursor == 0) {
      completeName(candidates);
    } else if (session.resolveCommand(words[0]).equals(fullName())) {
      completeWord(session, line, words, cursor, candidates);
    }
  }

  private String fullName() {
    return grammar.scope() + ":" + grammar.name();
  }

  private void completeName(List<Candidate> candidates) {
    Stream.of(grammar.name(), fullName())
        .forEach(name -> candidates.add(candidate(name, grammar.description(), fullName())));
  }

  private void completeWord(
      Session session, CommandLine line, String[] words, int cursor, List<Candidate> candidates) {
    Position position = new Position();
    for (int i = 1; i < cursor; i++) {
      position.pass(words[i]);
    }
    String typed = cursor < words.length ? words[cursor] : "";
    if (position.awaiting != null) {
      delegate(
          position.awaiting.field().getAnnotation(Completion.class), session, line, candidates);
    } else if (typed.startsWith("-") && !position.onlyArguments) {
      completeOptions(candidates);
    } else {
      position
          .argument()
          .ifPresent(
              argument ->
                  delegate(
                      argument.field().getAnnotation(Completion.class), session, line, candidates));
    }
  }

  private void completeOptions(List<Candidate> candidates) {
    for (OptionField option : grammar.options()) {
      option
          .names()
          .forEach(
              name ->
                  candidates.add(candidate(name, option.option().description(), option.title())));
    }
    candidates.add(candidate(HELP_OPTION, "Prints how the command is used.", HELP_OPTION));
  }

  private void delegate(
      @Nullable Completion completion,
      Session session,
      CommandLine line,
      List<Candidate> candidates) {
    if (completion == null) {
      return;
    }
    Completer completer =
        completion.values().length > 0
            ? new StringsCompleter(List.of(completion.values()))
            : completers.get(completion.value());
    if (completer != null) {
      completer.completeCandidates(session, line, candidates);
    }
  }

  private static Candidate candidate(String value, String description, String key) {
    return new Candidate(value, value, null, description, null, key, true);
  }

  /** What may stand after some words. */
  private final class Position {
    private @Nullable OptionField awaiting;
    private boolean onlyArguments;
    private int arguments;

    void pass(String word) {
      if (awaiting != null) {
        awaiting = null;
      } else if (onlyArguments || !word.startsWith("-") || word.length() == 1) {
        arguments++;
      } else if (word.equals("--")) {
        onlyArguments = true;
      } else {
        awaiting = grammar.option(word).filter(option -> !option.isFlag()).orElse(null);
      }
    }

    Optional<ArgumentField> argument() {
      List<ArgumentField> declared = grammar.arguments();
      if (declared.isEmpty()) {
        return Optional.empty();
      }
      ArgumentField last = declared.get(declared.size() - 1);
      if (arguments < declared.size()) {
        return Optional.of(declared.get(arguments));
      }
      return Optional.of(last).filter(field -> field.argument().multiValued());
    }
  }
}
