package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.shell.internal.HeliaCommand;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** A command that prints data, for people or as JSON. */
abstract class DataCommand extends HeliaCommand {
  @Option(name = "--json", description = "Print JSON, one document on each line, with Kubo's keys")
  private boolean json;

  @Option(name = "--enc", aliases = "--encoding", description = "What to print: text or json")
  @Completion(
      value = Object.class,
      values = {"json", "text"})
  private @Nullable String encoding;

  /** Whether JSON is wanted. */
  boolean json() {
    if (encoding != null && !encoding.equals("json") && !encoding.equals("text")) {
      throw new UsageException("option \"--encoding\" is text or json, not \"" + encoding + "\"");
    }
    return json || "json".equals(encoding);
  }
}
