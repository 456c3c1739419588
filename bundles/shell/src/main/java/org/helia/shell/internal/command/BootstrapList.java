package org.helia.shell.internal.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.config.Configurations;

/** {@code helia:bootstrap-list}. */
@Command(
    scope = "helia",
    name = "bootstrap-list",
    description = "Show the peers that are reached first",
    detailedDescription =
        "They are reached when the node has joined a network (helia:join) and too few peers are"
            + " connected.")
public final class BootstrapList extends BootstrapCommand {
  /** Shows a node's list. */
  public BootstrapList(Configurations configurations) {
    super(configurations);
  }

  @Override
  protected void run(Io io) throws IOException {
    printAll(io);
  }
}
