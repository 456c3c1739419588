package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.block.FetchOptions;
import org.helia.api.dag.DagLink;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.grammar.OptionGroup;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:refs}. */
@Command(
    scope = "helia",
    name = "refs",
    description = "List the links of blocks",
    detailedDescription = "With -r those of everything below, too, depth-first.")
public final class Refs extends DataCommand {
  private static final String EDGES = "<src> -> <dst>";
  private static final int UNLIMITED = -1;

  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  @Option(name = "--format", description = "A line with the tokens <src> <dst> <linkname>")
  private @Nullable String format;

  @Option(name = "-e", aliases = "--edges", description = "Print <from> -> <to>")
  private boolean edges;

  @Option(name = "-u", aliases = "--unique", description = "List each block once")
  private boolean unique;

  @Option(name = "-r", aliases = "--recursive", description = "List what is below, too")
  private boolean recursive;

  @Option(name = "--max-depth", description = "With -r: how many links deep; -1 for all")
  private int maxDepth = UNLIMITED;

  @Argument(
      index = 0,
      name = "ipfs-path",
      description = "CIDs or content paths",
      multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> paths = List.of();

  private final Helia helia;

  /** How deep each block was when it was listed, for {@code --unique}. */
  private final Map<Cid, Integer> listed = new HashMap<>();

  /** Reads from a node. */
  public Refs(Helia helia) {
    this.helia = helia;
  }

  /** A block, and those of its links that are to be listed yet. */
  private static final class Level {
    private final Cid cid;
    private final List<DagLink> links;
    private int next;

    Level(Cid cid, List<DagLink> links) {
      this.cid = cid;
      this.links = links;
    }

    List<DagLink> left() {
      return links.subList(next, links.size());
    }
  }

  @Override
  protected void run(Io io) throws IOException {
    if (edges && format != null) {
      throw new UsageException("options \"--edges\" and \"--format\" do not go together");
    }
    try (ProgressLine line = ProgressLine.whileFetching(io)) {
      FetchOptions options = fetch.options(timeLimit(), line);
      try (FetchAhead ahead = new FetchAhead(helia, options)) {
        for (ContentPath path : ContentPaths.several(io, paths)) {
          list(io, cid(path, options), options, ahead);
        }
      }
    }
  }

  private Cid cid(ContentPath path, FetchOptions options) {
    return path.segments().isEmpty() ? path.rootCid() : helia.dags().resolve(path, options).cid();
  }

  private void list(Io io, Cid root, FetchOptions options, FetchAhead ahead) throws IOException {
    int limit = recursive ? maxDepth : 1;
    if (limit == 0) {
      return;
    }
    Deque<Level> levels = new ArrayDeque<>();
    levels.push(open(root, options, ahead, levels));
    while (!levels.isEmpty()) {
      CancelledException.checkpoint("listing links");
      Level level = levels.element();
      if (level.left().isEmpty()) {
        levels.pop();
        continue;
      }
      DagLink link = level.links.get(level.next++);
      int depth = levels.size();
      Integer before = unique ? listed.get(link.cid()) : null;
      if (before == null) {
        print(io, level.cid, link);
      }
      if (before == null || depth < before) {
        if (unique) {
          listed.put(link.cid(), depth);
        }
        if (depth != limit && link.cid().codec() != Multicodec.RAW) {
          levels.push(open(link.cid(), options, ahead, levels));
        }
      }
    }
  }

  private Level open(Cid cid, FetchOptions options, FetchAhead ahead, Deque<Level> levels) {
    ahead.fetch(cid, () -> next(levels));
    return new Level(cid, helia.dags().links(cid, options));
  }

  /** Raw blocks have no links, so nobody looks into them. */
  private static Iterator<Cid> next(Deque<Level> levels) {
    return levels.stream()
        .flatMap(level -> level.left().stream())
        .map(DagLink::cid)
        .filter(cid -> cid.codec() != Multicodec.RAW)
        .iterator();
  }

  private void print(Io io, Cid from, DagLink link) throws IOException {
    String pattern = format != null ? format : edges ? EDGES : "<dst>";
    String text =
        pattern
            .replace("<src>", from.toString())
            .replace("<dst>", link.cid().toString())
            .replace("<linkname>", link.name());
    io.println(json() ? asJson(text) : text);
    io.requireOpen();
  }

  private static String asJson(String text) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Ref", text);
          json.writeStringField("Err", "");
        });
  }
}
