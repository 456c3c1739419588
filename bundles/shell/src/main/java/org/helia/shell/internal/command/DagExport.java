package org.helia.shell.internal.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarIndexKind;
import org.helia.api.dag.DagScope;
import org.helia.api.dag.DagSelection;
import org.helia.api.dag.EntityRange;
import org.helia.api.dag.WalkOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:dag-export}. */
@Command(
    scope = "helia",
    name = "dag-export",
    description = "Write DAGs as a CAR, to standard output or to a file",
    detailedDescription =
        "Its blocks stand depth-first, each once. For a path those that it goes through come first. With --output and --index-codec"
            + " the CAR is of version 2 with an index, otherwise of version 1.")
public final class DagExport extends ReadCommand {
  private static final int BUFFER_BYTES = 256 * 1024;

  private static final Map<String, DagScope> SCOPES =
      Map.of("block", DagScope.BLOCK, "entity", DagScope.ENTITY, "all", DagScope.ALL);

  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Option(
      name = "--dag-scope",
      description = "How much: block, entity (a file, or a directory without its files) or all")
  @Completion(
      value = Object.class,
      values = {"all", "block", "entity"})
  private @Nullable String scope;

  @Option(
      name = "--entity-bytes",
      description = "Only the blocks of these bytes of a file: FROM:TO, FROM:* or -N:*")
  private @Nullable String range;

  @Option(name = "--max-depth", description = "How many links deep; -1 for all")
  private int maxDepth = WalkOptions.UNLIMITED;

  @Option(name = "--dups", description = "Write a block as often as a link leads to it")
  private boolean duplicates;

  @Option(
      name = "--local-only",
      description = "Leave out the blocks that the node does not have, and what is below them")
  private boolean localOnly;

  @Option(name = "-o", aliases = "--output", description = "Write an indexed CAR to this file")
  @Completion(FileCompleter.class)
  private @Nullable String output;

  @Option(
      name = "--index-codec",
      description = "With --output: car-multihash-index-sorted or car-index-sorted")
  private String indexCodec = CarIndexKind.MULTIHASH_SORTED.codecName();

  @Argument(
      index = 0,
      name = "root",
      description = "CID, CID/PATH or /ipfs/CID/PATH; several make one CAR",
      multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> roots = List.of();

  private final Helia helia;

  /** Exports from a node. */
  public DagExport(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<ContentPath> paths = ContentPaths.several(io, roots);
    DagSelection selection = selection();
    boolean showProgress = progress == null ? io.terminals().err() : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      FetchOptions options = localOnly ? FetchOptions.OFFLINE : fetchOptions(line);
      if (output != null) {
        Path file = LocalFiles.resolve(io, output);
        CarIndexKind kind = CarIndex.kind(indexCodec);
        helia.cars().exportIndexed(paths, file, selection, kind, options, line);
      } else {
        OutputStream out = new BufferedOutputStream(io.bytes(), BUFFER_BYTES);
        helia.cars().export(paths, out, selection, options, line);
        out.flush();
      }
    }
  }

  private DagSelection selection() {
    try {
      WalkOptions walk =
          new WalkOptions(
              WalkOptions.Order.DEPTH_FIRST,
              duplicates,
              maxDepth,
              cid -> !localOnly || helia.blocks().has(cid));
      EntityRange bytes = range == null ? EntityRange.ALL : EntityRange.parse(range);
      return new DagSelection(scope(), bytes, walk);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private DagScope scope() {
    if (scope == null) {
      return range == null ? DagScope.ALL : DagScope.ENTITY;
    }
    DagScope known = SCOPES.get(scope.toLowerCase(Locale.ROOT));
    if (known == null) {
      throw new UsageException("a scope is block, entity or all, not \"" + scope + "\"");
    }
    return known;
  }
}
