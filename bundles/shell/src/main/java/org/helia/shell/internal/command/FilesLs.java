package org.helia.shell.internal.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
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
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.grammar.OptionGroup;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Names;

/** {@code helia:files-ls}. */
@Command(
    scope = "helia",
    name = "files-ls",
    description = "List a directory of the mutable file system",
    detailedDescription = "With --long each line has name, CID and size, parted by tabs.")
public final class FilesLs extends DataCommand {
  @Option(name = "-l", aliases = "--long", description = "Show CIDs and sizes, too")
  private boolean details;

  @Option(
      name = "-U",
      description = "Do not sort: show entries as they are found, however many there are")
  private boolean unsorted;

  @OptionGroup private final FetchChoice fetch = new FetchChoice();

  @Argument(index = 0, name = "path", description = "The directory; by default /")
  @Completion(MfsPathCompleter.class)
  private String path = "/";

  private final Helia helia;

  /** Lists directories of a node. */
  public FilesLs(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    FetchOptions options = fetch.options(timeLimit());
    try (Stream<DirectoryEntry> entries = helia.mfs().ls(path, options)) {
      Iterator<DirectoryEntry> sorted =
          (unsorted ? entries : entries.sorted(Comparator.comparing(DirectoryEntry::name)))
              .iterator();
      if (json()) {
        printJson(io, sorted, options);
      } else {
        printText(io, sorted, options);
      }
    }
  }

  private void printText(Io io, Iterator<DirectoryEntry> entries, FetchOptions options)
      throws IOException {
    while (entries.hasNext()) {
      CancelledException.checkpoint("listing " + path);
      DirectoryEntry entry = entries.next();
      String name = io.terminals().out() ? Names.escaped(entry.name()) : entry.name();
      if (details) {
        UnixFsStat stat = stat(entry, options);
        String slash = stat.type() == EntryType.DIRECTORY ? "/" : "";
        io.println("%s%s\t%s\t%d".formatted(name, slash, entry.cid(), stat.size()));
      } else {
        io.println(name);
      }
      io.requireOpen();
    }
  }

  private void printJson(Io io, Iterator<DirectoryEntry> entries, FetchOptions options)
      throws IOException {
    try (JsonGenerator json = Json.generator(io.bytes())) {
      json.writeStartObject();
      json.writeArrayFieldStart("Entries");
      while (entries.hasNext()) {
        CancelledException.checkpoint("listing " + path);
        write(json, entries.next(), options);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    io.println("");
  }

  /** Without --long only the name is known, and Kubo leaves the rest empty, too. */
  private void write(JsonGenerator json, DirectoryEntry entry, FetchOptions options)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("Name", entry.name());
    UnixFsStat stat = details ? stat(entry, options) : null;
    boolean directory = stat != null && stat.type() == EntryType.DIRECTORY;
    json.writeNumberField("Type", directory ? 1 : 0);
    json.writeNumberField("Size", stat == null ? 0 : stat.size());
    json.writeStringField("Hash", stat == null ? "" : entry.cid().toString());
    json.writeEndObject();
  }

  private UnixFsStat stat(DirectoryEntry entry, FetchOptions options) {
    return helia.unixFs().stat(ContentPath.of(entry.cid()), options);
  }
}
