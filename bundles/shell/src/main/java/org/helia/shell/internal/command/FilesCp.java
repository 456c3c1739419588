package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;

/** {@code helia:files-cp}. */
@Command(
    scope = "helia",
    name = "files-cp",
    description = "Copy a file or directory into the mutable file system",
    detailedDescription =
        "The source is a path in the mutable file system or, as /ipfs/CID/PATH, of any content, of which only the root is"
            + " fetched. A target with a slash at its end is a directory to copy into.")
public final class FilesCp extends FilesCommand {
  @Option(name = "--force", description = "Replace a file that is in the way")
  private boolean force;

  @Option(name = "-p", aliases = "--parents", description = "Make missing directories on the way")
  private boolean parents;

  @Argument(index = 0, name = "source", description = "What to copy", required = true)
  @Completion(MfsPathCompleter.class)
  private String source = "";

  @Argument(index = 1, name = "dest", description = "Where to copy it", required = true)
  @Completion(MfsPathCompleter.class)
  private String target = "";

  private final Helia helia;

  /** Copies on a node. */
  public FilesCp(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) {
    helia.mfs().cp(source, target, options().withForce(force).withParents(parents));
  }
}
