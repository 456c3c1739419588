package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.BlockstoreUsage;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Sizes;

/** {@code helia:repo-stat}. */
@Command(
    scope = "helia",
    name = "repo-stat",
    description = "Show how many blocks the node has and how large they are",
    detailedDescription =
        "Blocks that are in several blockstores count once for each; `blockstores` shows the stores one by one.")
public final class RepoStat extends DataCommand {
  @Option(name = "-s", aliases = "--size-only", description = "Show the size only")
  private boolean sizeOnly;

  @Option(name = "-H", aliases = "--human", description = "Show the size in kB, MB, GB")
  private boolean human;

  private final Helia helia;

  /** Looks at a node. */
  public RepoStat(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    long blocks = 0;
    long bytes = 0;
    for (BlockstoreInfo store : helia.blockstores().list()) {
      BlockstoreUsage usage = helia.blockstores().usage(store.name());
      blocks += usage.blocks();
      bytes += usage.bytes();
    }
    if (json()) {
      io.println(asJson(blocks, bytes));
    } else {
      print(io, blocks, bytes);
    }
  }

  private void print(Io io, long blocks, long bytes) {
    String size = human ? Sizes.human(bytes) : Long.toString(bytes);
    if (sizeOnly) {
      io.println("RepoSize: " + size);
      return;
    }
    io.println("NumObjects: " + blocks);
    io.println("RepoSize:   " + size);
    helia.gc().status().maxBytes().ifPresent(max -> io.println("StorageMax: " + max));
    io.println("RepoPath:   " + helia.status().home());
  }

  private String asJson(long blocks, long bytes) throws IOException {
    return Json.object(
        json -> {
          json.writeNumberField("RepoSize", bytes);
          if (!sizeOnly) {
            json.writeNumberField("NumObjects", blocks);
            OptionalLong max = helia.gc().status().maxBytes();
            if (max.isPresent()) {
              json.writeNumberField("StorageMax", max.getAsLong());
            }
            json.writeStringField("RepoPath", helia.status().home().toString());
          }
        });
  }
}
