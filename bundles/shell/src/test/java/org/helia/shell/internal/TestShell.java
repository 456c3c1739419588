package org.helia.shell.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.karaf.shell.support.CommandException;
import org.helia.platform.Workers;
import org.helia.shell.internal.fake.FakeConfigurations;
import org.helia.shell.internal.fake.FakeNode;
import org.jspecify.annotations.Nullable;

/** Runs command lines against a node of fakes. */
public final class TestShell implements AutoCloseable {
  /** The node. */
  public final FakeNode node = new FakeNode();

  /** The configurations. */
  public final FakeConfigurations configurations = new FakeConfigurations();

  private final ExecutorService workers = Workers.open("test", 2);
  private final List<ShellCommand> commands = ShellCommands.commands(node, configurations, workers);
  private InputStream input = InputStream.nullInputStream();
  private Path directory = Path.of("/");
  private Io.Terminals terminals = Io.Terminals.NONE;

  /**
   * How a command ended.
   *
   * @param out what it printed as data
   * @param err what else it printed
   * @param failure null when all went well
   */
  public record Result(String out, String err, @Nullable CommandException failure) {
    /** The error's text; empty when all went well. */
    public String error() {
      return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    /** Whether the command line was faulty. */
    public boolean misused() {
      return failure != null && failure.getCause() == null;
    }
  }

  /** Gives the next commands standard input. */
  public TestShell input(String text) {
    return input(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Gives the next commands standard input. */
  public TestShell input(InputStream stream) {
    input = stream;
    return this;
  }

  /** Says where the user is. */
  public TestShell in(Path where) {
    directory = where;
    return this;
  }

  /** Says what the user's streams are. */
  public TestShell terminals(boolean in, boolean out, boolean err) {
    terminals = new Io.Terminals(in, out, err, false);
    return this;
  }

  /** Says that the user is at the container's own console. */
  public TestShell console() {
    terminals = new Io.Terminals(true, true, true, true);
    return this;
  }

  /** Runs a command by its name, the words joined by hyphens. */
  public Result run(String name, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Io io = new Io(input, stream(out), stream(err), directory, terminals, 80);
    CommandException failure = null;
    try {
      command(name).run(io, List.of(words));
    } catch (CommandException e) {
      failure = e;
    }
    return new Result(text(out), text(err), failure);
  }

  /** A command by its name. */
  ShellCommand command(String name) {
    return commands.stream()
        .filter(command -> command.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** All commands. */
  List<ShellCommand> commands() {
    return commands;
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, false, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
