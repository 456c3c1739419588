package org.helia.shell.internal.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.helia.api.block.FetchOptions;
import org.helia.api.dag.ResolvedPath;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.grammar.OptionGroup;
import org.helia.shell.internal.output.Json;
import org.jspecify.annotations.Nullable;

/** {@code helia:dag-resolve}. */
@Command(
    scope = "helia",
    name = "dag-resolve",
    description = "Print the last block that a path goes through",
    detailedDescription = "Behind its CID comes what of the path leads on within that block.")
public final class DagResolve extends DataCommand {
  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  @Argument(index = 0, name = "ref", description = "CID, CID/PATH, /ipfs/… or /ipld/…")
  @Completion(ContentPathCompleter.class)
  private @Nullable String path;

  private final Helia helia;

  /** Reads from a node. */
  public DagResolve(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    FetchOptions options = fetch.options(timeLimit());
    ResolvedPath end = helia.dags().resolve(ContentPaths.one(io, path), options);
    io.println(json() ? asJson(end) : end.toString());
  }

  private static String asJson(ResolvedPath end) throws IOException {
    return Json.object(
        json -> {
          json.writeObjectFieldStart("Cid");
          json.writeStringField("/", end.cid().toString());
          json.writeEndObject();
          json.writeStringField(
              "RemPath", end.remainder().isEmpty() ? "" : "/" + String.join("/", end.remainder()));
        });
  }
}
