package org.helia.shell.internal.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:block-get}. */
@Command(scope = "helia", name = "block-get", description = "Show the bytes of a block")
public final class BlockGet extends ReadCommand {
  @Argument(index = 0, name = "cid", description = "The CID of the block")
  @Completion(ContentPathCompleter.class)
  private @Nullable String cid;

  private final Helia helia;

  /** Reads from a node. */
  public BlockGet(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    byte[] bytes;
    try (ProgressLine line = ProgressLine.whileFetching(io)) {
      FetchOptions options = fetchOptions(line);
      Cid block = new PathRoot(helia, options).of(ContentPaths.one(io, cid));
      bytes = helia.blocks().get(block, options).bytes();
    }
    io.bytes().write(bytes);
  }
}
