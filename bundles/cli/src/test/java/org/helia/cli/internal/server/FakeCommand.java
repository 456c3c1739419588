package org.helia.cli.internal.server;

import java.util.List;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** A command that does what a test says. */
final class FakeCommand implements Command {
  private final String scope;
  private final String name;
  private final Body body;
  private final @Nullable Object result;

  /** What it does. */
  interface Body {
    void run(Session session, List<Object> arguments) throws Exception;
  }

  FakeCommand(String scope, String name, Body body) {
    this.scope = scope;
    this.name = name;
    this.body = body;
    this.result = null;
  }

  FakeCommand(String scope, String name, Object result) {
    this.scope = scope;
    this.name = name;
    this.body = (session, arguments) -> {};
    this.result = result;
  }

  @Override
  public String getScope() {
    return scope;
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getDescription() {
    return "the command " + name;
  }

  @Override
  public @Nullable Completer getCompleter(boolean scoped) {
    return null;
  }

  @Override
  public @Nullable Parser getParser() {
    return null;
  }

  @Override
  public @Nullable Object execute(Session session, List<Object> arguments) throws Exception {
    body.run(session, arguments);
    return result;
  }
}
