package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:files-write}. */
@Command(
    scope = "helia",
    name = "files-write",
    description = "Write into a file of the mutable file system",
    detailedDescription =
        "Writes a local file or standard input over what is there, from an offset on. New files get the CID version and hash"
            + " function of their directory, unless others are asked for.")
public final class FilesWrite extends FilesCommand {
  @Option(name = "-o", aliases = "--offset", description = "The first byte to write")
  private long offset;

  @Option(name = "-a", aliases = "--append", description = "Write at the end of the file")
  private boolean append;

  @Option(name = "-e", aliases = "--create", description = "Make the file if it is missing")
  private boolean create;

  @Option(name = "-p", aliases = "--parents", description = "Make missing directories on the way")
  private boolean parents;

  @Option(name = "-t", aliases = "--truncate", description = "Empty the file before writing")
  private boolean truncate;

  @Option(name = "-n", aliases = "--count", description = "How many bytes to write at most")
  private long count = Long.MAX_VALUE;

  @Option(name = "--raw-leaves", description = "Store new content in raw blocks")
  private @Nullable Boolean rawLeaves;

  @Option(name = "--cid-version", aliases = "--cid-ver", description = "The CID version, 0 or 1")
  private @Nullable Integer cidVersion;

  @Option(name = "--hash", description = "The hash function; another than sha2-256 implies CIDv1")
  private @Nullable String hash;

  @Argument(index = 0, name = "path", description = "The file to write into", required = true)
  @Completion(MfsPathCompleter.class)
  private String path = "";

  @Argument(index = 1, name = "data", description = "A local file; by default standard input")
  @Completion(FileCompleter.class)
  private @Nullable String data;

  private final Helia helia;

  /** Writes on a node. */
  public FilesWrite(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (offset < 0 || count < 0) {
      throw new UsageException("neither --offset nor --count can be negative");
    }
    if (append && offset != 0) {
      throw new UsageException("--append and --offset do not go together");
    }
    MfsWrite how = new MfsWrite(offset, append, create, truncate);
    try (ProgressLine line =
            new ProgressLine(io.err(), io.terminals().err() && data != null, System::nanoTime);
        InputStream in = open(io)) {
      MfsOptions options =
          options()
              .withParents(parents)
              .withNewNodes(NewNodeOptions.of(cidVersion, hash, rawLeaves))
              .withProgress(line);
      helia.mfs().write(path, new FirstBytes(in, count), how, options);
    }
  }

  private InputStream open(Io io) throws IOException {
    if (data != null && !LocalFiles.isStandardInput(data)) {
      return Files.newInputStream(LocalFiles.resolve(io, data));
    }
    if (io.terminals().console()) {
      throw new UsageException(
          "argument \"data\" is required, for the input of this console has no end");
    }
    return new FirstBytes(io.in(), Long.MAX_VALUE);
  }
}
