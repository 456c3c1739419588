package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.block.FetchListener;
import org.helia.api.node.Helia;
import org.helia.api.unixfs.ByteRange;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.grammar.UsageException;

/** {@code helia:files-read}. */
@Command(
    scope = "helia",
    name = "files-read",
    description = "Show the content of a file of the mutable file system")
public final class FilesRead extends ReadCommand {
  private static final int BUFFER_BYTES = 256 * 1024;

  @Option(name = "-o", aliases = "--offset", description = "The first byte to show")
  private long offset;

  @Option(name = "-n", aliases = "--count", description = "How many bytes to show at most")
  private long count = Long.MAX_VALUE;

  @Argument(index = 0, name = "path", description = "The file", required = true)
  @Completion(MfsPathCompleter.class)
  private String path = "";

  private final Helia helia;

  /** Reads from a node. */
  public FilesRead(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (offset < 0 || count < 0) {
      throw new UsageException("neither --offset nor --count can be negative");
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    OutputStream out = io.bytes();
    try (InputStream in =
        helia.mfs().read(path, new ByteRange(offset, count), fetchOptions(FetchListener.NONE))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        CancelledException.checkpoint("reading " + path);
        out.write(buffer, 0, read);
      }
    }
  }
}
