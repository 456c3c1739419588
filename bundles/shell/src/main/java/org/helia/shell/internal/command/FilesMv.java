package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;

/** {@code helia:files-mv}. */
@Command(
    scope = "helia",
    name = "files-mv",
    description = "Move a file or directory of the mutable file system",
    detailedDescription = "Into a directory that exists, and in the place of a file that exists.")
public final class FilesMv extends FilesCommand {
  @Argument(index = 0, name = "source", description = "What to move", required = true)
  @Completion(MfsPathCompleter.class)
  private String source = "";

  @Argument(index = 1, name = "dest", description = "Where to move it", required = true)
  @Completion(MfsPathCompleter.class)
  private String target = "";

  private final Helia helia;

  /** Moves on a node. */
  public FilesMv(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) {
    helia.mfs().mv(source, target, options());
  }
}
