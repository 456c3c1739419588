package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.ipld.Node;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:dag-get}. */
@Command(
    scope = "helia",
    name = "dag-get",
    description = "Print the value that a path leads to",
    detailedDescription =
        "The path may go through blocks of any codec, and end within a block. Below /ipfs/ it follows the entries of directories,"
            + " below /ipld/ the fields of DAG-PB.")
public final class DagGet extends ReadCommand {
  @Option(name = "--output-codec", description = "How to print it: dag-json, dag-cbor, json, raw …")
  private String outputCodec = "dag-json";

  @Argument(index = 0, name = "ref", description = "CID, CID/PATH, /ipfs/… or /ipld/…")
  @Completion(ContentPathCompleter.class)
  private @Nullable String path;

  private final Helia helia;

  /** Reads from a node. */
  public DagGet(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    long codec = CodecNames.code(outputCodec);
    Node value;
    try (ProgressLine line = ProgressLine.whileFetching(io)) {
      value = helia.dags().get(ContentPaths.one(io, path), fetchOptions(line));
    }
    OutputStream out = io.bytes();
    out.write(helia.codecs().nodeCodec(codec).encode(value));
    out.flush();
  }
}
