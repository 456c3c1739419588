package org.helia.shell.internal.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Command;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.config.Configurations;

/** {@code helia:bootstrap}. */
@Command(
    scope = "helia",
    name = "bootstrap",
    description = "Show the peers that are reached first, as bootstrap-list")
public final class Bootstrap extends BootstrapCommand {
  /** Shows a node's list. */
  public Bootstrap(Configurations configurations) {
    super(configurations);
  }

  @Override
  protected void run(Io io) throws IOException {
    printAll(io);
  }
}
