package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockException;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:block-rm}. */
@Command(
    scope = "helia",
    name = "block-rm",
    description = "Remove blocks from the node's blockstores")
public final class BlockRm extends DataCommand {
  @Option(name = "-f", aliases = "--force", description = "Do not mind blocks that are not there")
  private boolean force;

  @Option(name = "-q", aliases = "--quiet", description = "Print failures only")
  private boolean quiet;

  @Argument(
      index = 0,
      name = "cid",
      description = "The CIDs of the blocks",
      required = true,
      multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> cids = List.of();

  private final Helia helia;

  /** Removes from a node. */
  public BlockRm(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    PathRoot roots = new PathRoot(helia, FetchOptions.OFFLINE);
    List<Cid> blocks = cids.stream().map(ContentPath::fromArgument).map(roots::of).toList();
    int failed = 0;
    for (Cid block : blocks) {
      if (!remove(io, block)) {
        failed++;
      }
    }
    if (failed > 0) {
      throw new HeliaException("%d of %d blocks were not removed".formatted(failed, blocks.size()));
    }
  }

  private boolean remove(Io io, Cid block) throws IOException {
    CancelledException.checkpoint("removing blocks");
    String fault = null;
    try {
      if (!helia.blocks().delete(block) && !force) {
        fault = "the node does not have it";
      }
    } catch (BlockException e) {
      fault = String.valueOf(e.getMessage());
    }
    report(io, block, fault);
    return fault == null;
  }

  private void report(Io io, Cid block, @Nullable String fault) throws IOException {
    if (fault != null && !json()) {
      io.err().println("cannot remove " + block + ": " + fault);
    } else if (fault != null || !quiet) {
      io.println(json() ? asJson(block, fault) : "removed " + block);
    }
  }

  private static String asJson(Cid block, @Nullable String fault) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Hash", block.toString());
          if (fault != null) {
            json.writeStringField("Error", fault);
          }
        });
  }
}
