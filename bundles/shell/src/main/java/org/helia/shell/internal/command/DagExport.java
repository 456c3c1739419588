package org.helia.shell.internal.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:dag-export}. */
@Command(
    scope = "helia",
    name = "dag-export",
    description = "Write a DAG to standard output as a CAR",
    detailedDescription =
        "The CAR is of version 1, with one root; its blocks stand depth-first, each once.")
public final class DagExport extends ReadCommand {
  private static final int BUFFER_BYTES = 256 * 1024;

  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Argument(index = 0, name = "root", description = "CID, CID/PATH or /ipfs/CID/PATH")
  @Completion(ContentPathCompleter.class)
  private @Nullable String root;

  private final Helia helia;

  /** Exports from a node. */
  public DagExport(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    Cid cid = new PathRoot(helia, fetchOptions()).of(ContentPaths.one(io, root));
    boolean showProgress = progress == null ? io.terminals().err() : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      OutputStream out = new BufferedOutputStream(io.bytes(), BUFFER_BYTES);
      helia.cars().exportDag(List.of(cid), out, fetchOptions(), line);
      out.flush();
    }
  }
}
