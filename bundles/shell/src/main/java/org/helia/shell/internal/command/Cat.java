package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.block.FetchOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.ByteRange;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:cat}. */
@Command(
    scope = "helia",
    name = "cat",
    description = "Show the content of files",
    detailedDescription =
        "Several files are shown one after the other; --offset and --length count over all of them together."
            + " Without a path, the lines of standard input are the paths.")
public final class Cat extends ReadCommand {
  private static final int BUFFER_BYTES = 256 * 1024;

  @Option(
      name = "-o",
      aliases = "--offset",
      description = "How many bytes to leave out at the beginning")
  private long offset;

  @Option(name = "-l", aliases = "--length", description = "How many bytes to show at most")
  private long length = Long.MAX_VALUE;

  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Argument(
      index = 0,
      name = "path",
      description = "CID, CID/PATH or /ipfs/CID/PATH",
      multiValued = true)
  @Completion(ContentPathCompleter.class)
  private List<String> paths = List.of();

  private final Helia helia;

  /** Reads from a node. */
  public Cat(Helia helia) {
    this.helia = helia;
  }

  /**
   * A file and what of it is to be shown.
   *
   * @param bytes how many bytes that is
   */
  private record Part(ContentPath path, ByteRange range, long bytes) {}

  @Override
  protected void run(Io io) throws IOException {
    if (offset < 0 || length < 0) {
      throw new UsageException("neither --offset nor --length can be negative");
    }
    boolean wanted = progress == null ? io.terminals().err() && !io.terminals().out() : progress;
    try (ProgressLine line = new ProgressLine(io.err(), wanted, System::nanoTime)) {
      FetchOptions options = fetchOptions(line);
      List<Part> parts = parts(ContentPaths.several(io, paths), options);
      line.total(parts.stream().mapToLong(Part::bytes).sum());
      for (Part part : parts) {
        copy(part, options, io.bytes(), line);
      }
    }
  }

  /**
   * Before anything is shown, every file is known to be there, and where it begins in the whole.
   */
  private List<Part> parts(List<ContentPath> files, FetchOptions options) {
    List<Part> parts = new ArrayList<>();
    long skip = offset;
    long left = length;
    for (ContentPath file : files) {
      long size = helia.unixFs().stat(file, options).size();
      long from = Math.min(skip, size);
      long count = Math.min(size - from, left);
      parts.add(new Part(file, new ByteRange(from, count), count));
      skip -= from;
      left -= count;
    }
    return parts;
  }

  private void copy(Part part, FetchOptions options, OutputStream out, ProgressLine line)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = helia.unixFs().cat(part.path(), part.range(), options)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        CancelledException.checkpoint("reading " + part.path());
        out.write(buffer, 0, count);
        line.advanced(0, count);
      }
    }
  }
}
