package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Option;
import org.helia.api.block.FetchOptions;
import org.helia.shell.internal.HeliaCommand;

/** A command that reads blocks and whose output is the data itself. */
abstract class ReadCommand extends HeliaCommand {
  @Option(name = "--offline", description = "Use only what the node has itself")
  private boolean offline;

  /** How to read. */
  FetchOptions fetchOptions() {
    return offline ? FetchOptions.OFFLINE : FetchOptions.DEFAULTS;
  }
}
