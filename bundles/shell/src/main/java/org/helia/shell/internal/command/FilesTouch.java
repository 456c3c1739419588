package org.helia.shell.internal.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.jspecify.annotations.Nullable;

/** {@code helia:files-touch}. */
@Command(
    scope = "helia",
    name = "files-touch",
    description = "Set when a file or directory was changed",
    detailedDescription = "Now, unless another time is given.")
public final class FilesTouch extends FilesCommand {
  private static final long MAX_NANOS = 999_999_999;

  @Option(name = "--mtime", description = "In seconds since 1970, negative before")
  private @Nullable Long mtime;

  @Option(name = "--mtime-nsecs", description = "Nanoseconds to add to --mtime, up to 999999999")
  private long nanos;

  @Argument(index = 0, name = "path", description = "What to change", required = true)
  @Completion(MfsPathCompleter.class)
  private String path = "";

  private final Helia helia;

  /** Changes files of a node. */
  public FilesTouch(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) {
    helia.mfs().touch(path, Optional.of(time()), options());
  }

  private Instant time() {
    if (nanos < 0 || nanos > MAX_NANOS) {
      throw new UsageException("--mtime-nsecs is from 0 to 999999999, not " + nanos);
    }
    if (mtime == null) {
      if (nanos != 0) {
        throw new UsageException("--mtime-nsecs needs --mtime");
      }
      return Instant.now();
    }
    try {
      return Instant.ofEpochSecond(mtime, nanos);
    } catch (DateTimeException e) {
      throw new UsageException("--mtime of " + mtime + " is too far away");
    }
  }
}
