package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddedEntry;
import org.helia.api.unixfs.EntryType;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Names;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** Prints what was added, as it is added, and hands on the roots while they are safe. */
final class AddPrinter implements AddListener {
  /** How much to print. */
  enum Verbosity {
    NOTHING,
    LAST_CID,
    CIDS,
    ALL
  }

  private final Io io;
  private final boolean json;
  private final Verbosity verbosity;
  private final ProgressLine progress;
  private final Consumer<List<AddedEntry>> keeper;
  private @Nullable AddedEntry last;

  /**
   * @param keeper takes the roots before garbage collection may take their blocks
   */
  AddPrinter(
      Io io,
      boolean json,
      Verbosity verbosity,
      ProgressLine progress,
      Consumer<List<AddedEntry>> keeper) {
    this.io = io;
    this.json = json;
    this.verbosity = verbosity;
    this.progress = progress;
    this.keeper = keeper;
  }

  @Override
  public void added(AddedEntry entry) {
    last = entry;
    if (verbosity == Verbosity.ALL || verbosity == Verbosity.CIDS) {
      if (io.terminals().out()) {
        progress.clear();
      }
      print(entry);
    }
  }

  @Override
  public void read(long bytes) {
    progress.advanced(0, bytes);
  }

  @Override
  public void stored(List<AddedEntry> roots) {
    keeper.accept(roots);
  }

  /** Prints what is to be printed at the end. */
  void finish() {
    if (verbosity == Verbosity.LAST_CID && last != null) {
      print(last);
    }
  }

  private void print(AddedEntry entry) {
    if (json) {
      io.println(asJson(entry));
    } else if (verbosity == Verbosity.ALL) {
      io.println("added " + entry.cid() + " " + Names.escaped(name(entry)));
    } else {
      io.println(entry.cid().toString());
    }
  }

  /**
   * A file without a name goes by its CID; only the directory that wraps everything has no name at
   * all.
   */
  private static String name(AddedEntry entry) {
    return entry.path().isEmpty() && entry.type() != EntryType.DIRECTORY
        ? entry.cid().toString()
        : entry.path();
  }

  private static String asJson(AddedEntry entry) {
    try {
      return Json.object(
          json -> {
            json.writeStringField("Name", name(entry));
            json.writeStringField("Hash", entry.cid().toString());
            json.writeStringField("Size", Long.toString(entry.dagSize()));
            if (entry.mode().isPresent()) {
              json.writeStringField("Mode", "0%o".formatted(entry.mode().getAsInt()));
            }
            if (entry.mtime().isPresent()) {
              json.writeNumberField("Mtime", entry.mtime().get().getEpochSecond());
              if (entry.mtime().get().getNano() != 0) {
                json.writeNumberField("MtimeNsecs", entry.mtime().get().getNano());
              }
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
