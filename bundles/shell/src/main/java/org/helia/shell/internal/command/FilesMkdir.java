package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.jspecify.annotations.Nullable;

/** {@code helia:files-mkdir}. */
@Command(
    scope = "helia",
    name = "files-mkdir",
    description = "Make a directory in the mutable file system",
    detailedDescription =
        "It gets the CID version and the hash function of the directory it is made in, unless others are asked for.")
public final class FilesMkdir extends FilesCommand {
  @Option(
      name = "-p",
      aliases = "--parents",
      description = "Make missing directories on the way, and do not mind one that is there")
  private boolean parents;

  @Option(name = "--cid-version", aliases = "--cid-ver", description = "The CID version, 0 or 1")
  private @Nullable Integer cidVersion;

  @Option(name = "--hash", description = "The hash function; another than sha2-256 implies CIDv1")
  private @Nullable String hash;

  @Argument(index = 0, name = "path", description = "The directory to make", required = true)
  @Completion(MfsPathCompleter.class)
  private String path = "";

  private final Helia helia;

  /** Makes directories on a node. */
  public FilesMkdir(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) {
    helia
        .mfs()
        .mkdir(
            path,
            options().withParents(parents).withNewNodes(NewNodeOptions.of(cidVersion, hash, null)));
  }
}
