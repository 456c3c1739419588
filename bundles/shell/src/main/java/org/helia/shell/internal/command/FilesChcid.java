package org.helia.shell.internal.command;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.mfs.NewNodes;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** {@code helia:files-chcid}. */
@Command(
    scope = "helia",
    name = "files-chcid",
    description = "Change the CID version or hash function of a directory",
    detailedDescription = "What is made in it later gets them, too; what is there keeps its own.")
public final class FilesChcid extends FilesCommand {
  @Option(name = "--cid-version", aliases = "--cid-ver", description = "The CID version, 0 or 1")
  private @Nullable Integer cidVersion;

  @Option(name = "--hash", description = "The hash function; another than sha2-256 implies CIDv1")
  private @Nullable String hash;

  @Argument(index = 0, name = "path", description = "The directory", required = true)
  @Completion(MfsPathCompleter.class)
  private String path = "";

  private final Helia helia;

  /** Changes directories of a node. */
  public FilesChcid(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) {
    if (cidVersion == null && hash == null) {
      throw new UsageException("nothing to change: give --cid-version or --hash");
    }
    NewNodes wanted = NewNodeOptions.of(cidVersion, hash, null);
    helia.mfs().chcid(path, wanted.cidVersion(), wanted.hash(), options());
  }
}
