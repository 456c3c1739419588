package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.grammar.UsageException;

/** {@code helia:files-chmod}. */
@Command(
    scope = "helia",
    name = "files-chmod",
    description = "Set the permissions of a file or directory",
    detailedDescription = "A mode of 0 takes away what is said about them.")
public final class FilesChmod extends FilesCommand {
  private static final int OCTAL = 8;
  private static final int MAX_MODE = 07777;

  @Option(
      name = "-r",
      aliases = {"-R", "--recursive"},
      description = "Those of all that is in a directory, too")
  private boolean recursive;

  @Argument(index = 0, name = "mode", description = "In octal, as 0644", required = true)
  private String mode = "";

  @Argument(index = 1, name = "path", description = "What to change", required = true)
  @Completion(MfsPathCompleter.class)
  private String path = "";

  private final Helia helia;

  /** Changes files of a node. */
  public FilesChmod(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) {
    helia.mfs().chmod(path, number(mode), recursive, options());
  }

  private static int number(String text) {
    try {
      int number = Integer.parseInt(text, OCTAL);
      if (number >= 0 && number <= MAX_MODE) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UsageException("a mode is an octal number as 0644, not \"" + text + "\"");
    }
    throw new UsageException("a mode is from 0 to 07777, not \"" + text + "\"");
  }
}
