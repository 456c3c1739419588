package org.helia.shell.internal.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.output.Json;

/** {@code helia:files-flush}. */
@Command(
    scope = "helia",
    name = "files-flush",
    description = "Make all changes of the mutable file system durable",
    detailedDescription = "Prints the CID of what is at the path.")
public final class FilesFlush extends DataCommand {
  @Argument(index = 0, name = "path", description = "What to print the CID of; by default /")
  @Completion(MfsPathCompleter.class)
  private String path = "/";

  private final Helia helia;

  /** Flushes a node. */
  public FilesFlush(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    helia.mfs().flush();
    Cid cid = helia.mfs().stat(path, FetchOptions.DEFAULTS).cid();
    io.println(
        json()
            ? Json.object(json -> json.writeStringField("Cid", cid.toString()))
            : cid.toString());
  }
}
