package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Option;
import org.helia.api.mfs.MfsOptions;
import org.helia.shell.internal.HeliaCommand;

/** A command that changes the mutable file system. */
abstract class FilesCommand extends HeliaCommand {
  @Option(
      name = "-f",
      aliases = "--flush",
      description =
          "Return when the change is durable; with --flush=false it becomes so a little later")
  private boolean flush = true;

  /** How to make the change. */
  MfsOptions options() {
    return MfsOptions.DEFAULTS.withFlush(flush);
  }
}
