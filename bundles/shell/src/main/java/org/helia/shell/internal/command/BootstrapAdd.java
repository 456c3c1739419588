package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.config.Configurations;

/** {@code helia:bootstrap-add}. */
@Command(
    scope = "helia",
    name = "bootstrap-add",
    description = "Add peers to those that are reached first",
    detailedDescription =
        "Prints those that were not in the list before. A node trusts these peers to tell it of others.")
public final class BootstrapAdd extends BootstrapCommand {
  @Option(name = "--default", description = "Add the peers of a fresh node's list; as \"default\"")
  private boolean standard;

  @Argument(
      index = 0,
      name = "peer",
      description = "Addresses with peer ids, or default; lines of standard input if left out",
      multiValued = true)
  private List<String> peers = List.of();

  /** Adds to a node's list. */
  public BootstrapAdd(Configurations configurations) {
    super(configurations);
  }

  @Override
  protected void run(Io io) throws IOException {
    boolean fresh = standard || peers.equals(List.of("default"));
    List<String> wanted = fresh ? standard() : parse(LineArguments.of(io, peers, "peer"));
    Set<String> added = new LinkedHashSet<>(wanted);
    List<String> before = list();
    before.forEach(added::remove);
    if (!added.isEmpty()) {
      Set<String> all = new LinkedHashSet<>(before);
      all.addAll(added);
      set(List.copyOf(all));
    }
    print(io, "added ", List.copyOf(added));
  }
}
