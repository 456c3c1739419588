package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.grammar.OptionGroup;
import org.helia.shell.internal.output.ProgressLine;

/** {@code helia:ls}. */
@Command(
    scope = "helia",
    name = "ls",
    description = "List the entries of directories",
    detailedDescription =
        "Each line has the CID, the size of the file (- for a directory) and the name of an entry, with a slash after the name of a"
            + " directory. Without a path, the lines of standard input are the paths.")
public final class Ls extends DataCommand {
  /**
   * A longer listing is printed as it is read, neither sorted nor aligned, so that it needs no
   * memory.
   */
  static final int MAX_SORTED = 100_000;

  @Option(
      name = "-v",
      aliases = "--headers",
      description = "Print a line with the titles of the columns")
  private boolean headers;

  @Option(name = "--resolve-type", description = "Find out which entries are directories")
  private boolean resolveType = true;

  @Option(name = "--size", description = "Find out and print the sizes of files")
  private boolean size = true;

  @Option(
      name = "-s",
      aliases = "--stream",
      description = "Print entries as they are found, neither sorted nor aligned")
  private boolean stream;

  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  @Argument(
      index = 0,
      name = "path",
      description = "CID, CID/PATH or /ipfs/CID/PATH",
      multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> paths = List.of();

  private final Helia helia;

  /** Lists directories of a node. */
  public Ls(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<String> texts = ContentPaths.texts(io, paths);
    List<ContentPath> directories = texts.stream().map(ContentPath::fromArgument).toList();
    LsPrinter printer =
        json() ? new LsJsonPrinter(io) : new LsTextPrinter(io, headers, size, texts.size() > 1);
    for (int i = 0; i < texts.size(); i++) {
      printer.begin(texts.get(i));
      list(io, directories.get(i), printer);
      printer.end();
    }
    printer.close();
  }

  private void list(Io io, ContentPath directory, LsPrinter printer) throws IOException {
    try (ProgressLine line = ProgressLine.whileFetching(io)) {
      list(directory, printer, fetch.options(timeLimit(), line), line);
    }
  }

  private void list(
      ContentPath directory, LsPrinter printer, FetchOptions options, ProgressLine line)
      throws IOException {
    try (Stream<DirectoryEntry> entries = helia.unixFs().ls(directory, options);
        EntriesAhead ahead = new EntriesAhead(helia, options, entries.iterator())) {
      Iterator<LsEntry> lines = lines(directory, options, ahead);
      if (!stream) {
        List<LsEntry> sorted = sorted(lines);
        line.clear();
        printer.aligned(sorted);
      }
      while (lines.hasNext()) {
        printer.aligned(List.of(lines.next()));
      }
    }
  }

  private Iterator<LsEntry> lines(ContentPath directory, FetchOptions options, EntriesAhead ahead) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return ahead.hasNext();
      }

      @Override
      public LsEntry next() {
        CancelledException.checkpoint("listing " + directory);
        return entry(resolveType || size ? ahead.nextFetched() : ahead.next(), options);
      }
    };
  }

  private static List<LsEntry> sorted(Iterator<LsEntry> lines) {
    List<LsEntry> taken = new ArrayList<>();
    while (lines.hasNext() && taken.size() < MAX_SORTED) {
      taken.add(lines.next());
    }
    taken.sort(Comparator.comparing(LsEntry::name));
    return taken;
  }

  private LsEntry entry(DirectoryEntry entry, FetchOptions options) {
    return resolveType || size
        ? LsEntry.resolved(entry, helia.unixFs().stat(ContentPath.of(entry.cid()), options))
        : LsEntry.unresolved(entry);
  }
}
