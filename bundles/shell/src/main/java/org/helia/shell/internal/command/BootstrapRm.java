package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.BootstrapCompleter;
import org.helia.shell.internal.config.Configurations;

/** {@code helia:bootstrap-rm}. */
@Command(
    scope = "helia",
    name = "bootstrap-rm",
    description = "Remove peers from those that are reached first",
    detailedDescription = "Prints those that were removed. Connections stay.")
public final class BootstrapRm extends BootstrapCommand {
  @Option(name = "--all", description = "Remove all of them; as \"all\"")
  private boolean all;

  @Argument(
      index = 0,
      name = "peer",
      description = "Addresses with peer ids, or all; lines of standard input if left out",
      multiValued = true)
  @Completion(BootstrapCompleter.class)
  private List<String> peers = List.of();

  /** Removes from a node's list. */
  public BootstrapRm(Configurations configurations) {
    super(configurations);
  }

  @Override
  protected void run(Io io) throws IOException {
    List<String> before = list();
    boolean everything = all || peers.equals(List.of("all"));
    List<String> wanted = everything ? before : parse(LineArguments.of(io, peers, "peer"));
    List<String> removed = before.stream().filter(wanted::contains).toList();
    if (!removed.isEmpty()) {
      List<String> rest = new ArrayList<>(before);
      rest.removeAll(removed);
      set(rest);
    }
    print(io, "removed ", removed);
  }
}
