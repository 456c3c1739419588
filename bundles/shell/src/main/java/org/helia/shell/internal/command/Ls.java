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

  @Option(name = "--offline", description = "Use only what the node has itself")
  private boolean offline;

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
      list(directories.get(i), printer);
      printer.end();
    }
    printer.close();
  }

  private void list(ContentPath directory, LsPrinter printer) throws IOException {
    FetchOptions options = offline ? FetchOptions.OFFLINE : FetchOptions.DEFAULTS;
    try (Stream<DirectoryEntry> entries = helia.unixFs().ls(directory, options)) {
      Iterator<LsEntry> lines =
          entries
              .map(
                  entry -> {
                    CancelledException.checkpoint("listing " + directory);
                    return entry(entry, options);
                  })
              .iterator();
      if (!stream) {
        printer.aligned(sorted(lines));
      }
      while (lines.hasNext()) {
        printer.aligned(List.of(lines.next()));
      }
    }
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
