package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.HeliaException;
import org.helia.api.gc.GcListener;
import org.helia.api.gc.GcOptions;
import org.helia.api.gc.GcReport;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.Sizes;

/** {@code helia:repo-gc}. */
@Command(
    scope = "helia",
    name = "repo-gc",
    description = "Remove the blocks that nothing needs",
    detailedDescription =
        "What is kept: all that pins reach, everything in the mutable file system (the files commands), and what adds, imports and"
            + " pins in progress have stored or reached. Other work goes on. When it is broken off, the next collection goes on"
            + " from there.")
public final class RepoGc extends DataCommand {
  @Option(name = "-q", aliases = "--quiet", description = "Print the CIDs of removed blocks only")
  private boolean quiet;

  @Option(name = "--silent", description = "Print nothing but errors")
  private boolean silent;

  @Option(name = "--stream-errors", description = "Tell what cannot be removed as it is found")
  private boolean streamErrors;

  @Option(name = "--dry-run", description = "Remove nothing, print what would be removed")
  private boolean dryRun;

  @Option(
      name = "--forget-owner",
      description = "Collect even though the pins or files of this owner cannot be asked any more")
  private String forgetOwner = "";

  private final Helia helia;

  /** Collects in a node. */
  public RepoGc(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    if (!forgetOwner.isEmpty() && !helia.gc().forgetOwner(forgetOwner)) {
      throw new HeliaException("no owner of roots is called " + forgetOwner);
    }
    GcOptions options = dryRun ? GcOptions.DRY_RUN : GcOptions.DEFAULTS;
    GcReport report = helia.gc().collect(options, new Printer(io));
    if (!silent && !quiet && !json()) {
      io.err()
          .println(
              "%s %d blocks (%s), %d are needed"
                  .formatted(
                      dryRun ? "would remove" : "removed",
                      report.deletedBlocks(),
                      Sizes.human(report.deletedBytes()),
                      report.markedBlocks()));
    }
    if (report.failedBlocks() > 0) {
      throw new HeliaException(report.failedBlocks() + " blocks could not be removed");
    }
  }

  private static Cid cid(Multihash block) {
    return Cid.v1(Multicodec.RAW, block);
  }

  private final class Printer implements GcListener {
    private final Io io;

    Printer(Io io) {
      this.io = io;
    }

    @Override
    public void deleted(Multihash block, long bytes) {
      if (!silent) {
        io.println(json() ? asJson(block, bytes) : (quiet ? "" : "removed ") + cid(block));
      }
    }

    @Override
    public void failed(Multihash block, RuntimeException error) {
      if (streamErrors) {
        io.err().println("cannot remove " + cid(block) + ": " + error.getMessage());
      }
    }

    private String asJson(Multihash block, long bytes) {
      try {
        return Json.object(
            json -> {
              json.writeStringField("Key", cid(block).toString());
              json.writeNumberField("Size", bytes);
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
