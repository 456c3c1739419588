package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.EntryType;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.output.Names;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:get}. */
@Command(
    scope = "helia",
    name = "get",
    description = "Save a file or a directory tree to disk",
    detailedDescription =
        "It is saved under its own name in the current directory, or as the file or directory that --output names. A file"
            + " goes into an existing directory under its own name; a directory is merged with an existing one. Existing"
            + " files are replaced.")
public final class Get extends ReadCommand {
  @Option(name = "-o", aliases = "--output", description = "Where to save it")
  @Completion(FileCompleter.class)
  private @Nullable String output;

  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Argument(index = 0, name = "path", description = "CID, CID/PATH or /ipfs/CID/PATH")
  @Completion(ContentPathCompleter.class)
  private @Nullable String path;

  private final Helia helia;

  /** Reads from a node. */
  public Get(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    ContentPath content = ContentPaths.one(io, path);
    boolean showProgress = progress == null ? io.terminals().err() : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      save(io, content, line);
    }
  }

  private void save(Io io, ContentPath content, ProgressLine line) throws IOException {
    FetchOptions options = fetchOptions(line);
    UnixFsStat stat = helia.unixFs().stat(content, options);
    String name = output == null ? content.fileName() : output;
    Path target = target(LocalFiles.resolve(io, name), stat, content);
    line.clear();
    io.println("Saving file(s) to " + Names.escaped(name));
    line.total(stat.type() == EntryType.FILE ? stat.size() : stat.dagSize());
    helia.unixFs().get(content, target, options, line);
  }

  private static Path target(Path named, UnixFsStat stat, ContentPath content) {
    boolean intoDirectory =
        stat.type() != EntryType.DIRECTORY && Files.isDirectory(named, LinkOption.NOFOLLOW_LINKS);
    return intoDirectory ? named.resolve(content.fileName()) : named;
  }
}
