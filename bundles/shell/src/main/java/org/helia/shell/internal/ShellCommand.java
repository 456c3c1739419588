package org.helia.shell.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.helia.api.HeliaException;
import org.helia.multiformats.MultiformatsException;
import org.helia.shell.internal.grammar.CommandCompleter;
import org.helia.shell.internal.grammar.CommandGrammar;
import org.helia.shell.internal.grammar.CommandLine;
import org.helia.shell.internal.grammar.HelpText;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link HeliaCommand} as Karaf's shell sees it. An error that was to be expected becomes a
 * {@link CommandException}, which the console shows without a stack trace; it has no cause when the
 * command line was faulty.
 */
final class ShellCommand implements Command {
  private final CommandGrammar grammar;
  private final Supplier<? extends HeliaCommand> factory;
  private final Map<Class<?>, Completer> completers;

  ShellCommand(Supplier<? extends HeliaCommand> factory, Map<Class<?>, Completer> completers) {
    this.grammar = new CommandGrammar(factory.get().getClass());
    this.factory = factory;
    this.completers = completers;
  }

  @Override
  public String getScope() {
    return grammar.scope();
  }

  @Override
  public String getName() {
    return grammar.name();
  }

  @Override
  public String getDescription() {
    return grammar.description();
  }

  @Override
  public Completer getCompleter(boolean scoped) {
    return new CommandCompleter(grammar, completers);
  }

  /** Lines are split into words as those of any other command. */
  @Override
  public @Nullable Parser getParser() {
    return null;
  }

  @Override
  public @Nullable Object execute(Session session, List<Object> arguments) throws CommandException {
    run(Io.of(session), arguments.stream().map(String::valueOf).toList());
    return null;
  }

  void run(Io io, List<String> words) throws CommandException {
    HeliaCommand command = factory.get();
    try {
      if (new CommandLine(grammar, command, words).read()) {
        run(command, io);
      } else {
        new HelpText(grammar, io.columns()).print(io.out());
      }
      io.requireOpen();
    } catch (UsageException e) {
      throw misused(e.getMessage());
    } catch (HeliaException | IOException | MultiformatsException e) {
      String message = ErrorText.of(e);
      throw new CommandException("Error: " + message, message, e);
    } finally {
      io.out().flush();
      io.err().flush();
    }
  }

  private static void run(HeliaCommand command, Io io) throws IOException {
    Optional<Duration> limit = command.timeLimit();
    if (limit.isPresent()) {
      TimeLimit.run(limit.get(), () -> command.run(io));
    } else {
      command.run(io);
    }
  }

  private CommandException misused(@Nullable String fault) {
    String message =
        "%s%n%nUsage: %s%nUse '%s %s --help' for more"
            .formatted(
                fault,
                new HelpText(grammar, 0).usage(),
                grammar.scope(),
                grammar.name().replace('-', ' '));
    return new CommandException("Error: " + message, message);
  }
}
