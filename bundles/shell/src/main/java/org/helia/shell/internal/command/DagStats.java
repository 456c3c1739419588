package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.block.FetchOptions;
import org.helia.api.dag.DagStat;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.grammar.OptionGroup;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;
import org.helia.shell.internal.output.Sizes;
import org.jspecify.annotations.Nullable;

/** {@code helia:dag-stat}. */
@Command(
    scope = "helia",
    name = "dag-stat",
    description = "Count the blocks of DAGs and their bytes",
    detailedDescription =
        "Each DAG by itself, then all of them: a block that several have is counted once in the total size.")
public final class DagStats extends DataCommand {
  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Argument(index = 0, name = "root", description = "CIDs or content paths", multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> roots = List.of();

  private final Helia helia;

  /** Reads from a node. */
  public DagStats(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    FetchOptions options = fetch.options(timeLimit());
    List<Cid> cids =
        ContentPaths.several(io, roots).stream().map(path -> cid(path, options)).toList();
    boolean showProgress = progress == null ? io.terminals().err() : progress;
    DagStat stat;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      stat = helia.dags().stat(cids, options, line);
    }
    if (json()) {
      io.println(asJson(stat));
    } else {
      print(io, stat);
    }
  }

  private Cid cid(ContentPath path, FetchOptions options) {
    return path.segments().isEmpty() ? path.rootCid() : helia.dags().resolve(path, options).cid();
  }

  private static void print(Io io, DagStat stat) {
    int width =
        stat.roots().stream().mapToInt(root -> root.cid().toString().length()).max().orElse(0);
    String row = "%-" + Math.max(3, width) + "s\t%-15s\t%s";
    io.println(row.formatted("CID", "Blocks", "Size"));
    stat.roots()
        .forEach(root -> io.println(row.formatted(root.cid(), root.blocks(), root.bytes())));
    io.println("");
    io.println("Summary");
    io.println("Total Size: " + size(stat.uniqueBytes()));
    io.println("Unique Blocks: " + stat.uniqueBlocks());
    io.println("Shared Size: " + size(stat.sharedBytes()));
    io.println(String.format(Locale.ROOT, "Ratio: %f", ratio(stat)));
  }

  private static String size(long bytes) {
    return "%d (%s)".formatted(bytes, Sizes.human(bytes));
  }

  private static double ratio(DagStat stat) {
    return stat.uniqueBytes() == 0 ? 1 : (double) stat.totalBytes() / stat.uniqueBytes();
  }

  private static String asJson(DagStat stat) throws IOException {
    return Json.object(
        json -> {
          json.writeNumberField("UniqueBlocks", stat.uniqueBlocks());
          json.writeNumberField("TotalSize", stat.uniqueBytes());
          json.writeNumberField("SharedSize", stat.sharedBytes());
          json.writeNumberField("Ratio", ratio(stat));
          json.writeArrayFieldStart("DagStats");
          for (DagStat.Root root : stat.roots()) {
            json.writeStartObject();
            json.writeStringField("Cid", root.cid().toString());
            json.writeNumberField("Size", root.bytes());
            json.writeNumberField("NumBlocks", root.blocks());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
