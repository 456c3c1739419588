package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.OptionalInt;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.grammar.OptionGroup;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:block-stat}. */
@Command(scope = "helia", name = "block-stat", description = "Show the CID and the size of a block")
public final class BlockStat extends DataCommand {
  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  @Argument(index = 0, name = "cid", description = "The CID of the block")
  @Completion(ContentPathCompleter.class)
  private @Nullable String cid;

  private final Helia helia;

  /** Reads from a node. */
  public BlockStat(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    FetchOptions options = fetch.options(timeLimit());
    Cid block = new PathRoot(helia, options).of(ContentPaths.one(io, cid));
    OptionalInt local = helia.blocks().size(block);
    int size = local.isPresent() ? local.getAsInt() : helia.blocks().get(block, options).size();
    if (json()) {
      io.println(asJson(block, size));
    } else {
      io.println("Key: " + block);
      io.println("Size: " + size);
    }
  }

  /** Also what {@code block-put} tells of a block. */
  static String asJson(Cid block, int size) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Key", block.toString());
          json.writeNumberField("Size", size);
        });
  }
}
