package org.helia.shell.internal.command;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.HeliaException;
import org.helia.api.mfs.MfsException;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.node.Helia;
import org.helia.api.unixfs.NotAFileException;
import org.helia.api.unixfs.UnixFsException;
import org.helia.shell.internal.HeliaCommand;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;

/** {@code helia:files-rm}. Always durable when it returns, as with Kubo. */
@Command(
    scope = "helia",
    name = "files-rm",
    description = "Remove files or directories from the mutable file system")
public final class FilesRm extends HeliaCommand {
  @Option(name = "-r", aliases = "--recursive", description = "Remove directories, too")
  private boolean recursive;

  @Option(
      name = "--force",
      description = "Remove whatever is there; do not mind what is not; implies -r")
  private boolean force;

  @Argument(
      index = 0,
      name = "path",
      description = "What to remove",
      required = true,
      multiValued = true)
  @Completion(MfsPathCompleter.class)
  private List<String> paths = List.of();

  private final Helia helia;

  /** Removes from a node. */
  public FilesRm(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) {
    int failed = 0;
    for (String path : paths) {
      try {
        helia.mfs().rm(path, recursive || force, MfsOptions.DEFAULTS.withForce(force));
      } catch (NotAFileException e) {
        io.err().println(path + ": is a directory, use -r to remove directories");
        failed++;
      } catch (UnixFsException | MfsException e) {
        io.err().println(path + ": " + e.getMessage());
        failed++;
      }
    }
    if (failed > 0) {
      throw new HeliaException("%d of %d paths were not removed".formatted(failed, paths.size()));
    }
  }
}
