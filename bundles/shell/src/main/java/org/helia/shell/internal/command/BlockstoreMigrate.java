package org.helia.shell.internal.command;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.HeliaException;
import org.helia.api.block.MigrationReport;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.BlockstoreCompleter;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;
import org.helia.shell.internal.output.Sizes;
import org.jspecify.annotations.Nullable;

/** {@code helia:blockstore-migrate}. */
@Command(
    scope = "helia",
    name = "blockstore-migrate",
    description = "Copy every block of one blockstore to another",
    detailedDescription =
        "Each block is checked on the way; nothing is removed. The target must rank above the source, so that new blocks go to it"
            + " already. Fails when a block of the source is corrupt, after all others have been copied.")
public final class BlockstoreMigrate extends DataCommand {
  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Argument(index = 0, name = "from", description = "The blockstore to copy from", required = true)
  @Completion(BlockstoreCompleter.class)
  private String from = "";

  @Argument(index = 1, name = "to", description = "The blockstore to copy to", required = true)
  @Completion(BlockstoreCompleter.class)
  private String to = "";

  private final Helia helia;

  /** Migrates within a node. */
  public BlockstoreMigrate(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    MigrationReport report = migrate(io);
    if (json()) {
      io.println(asJson(report));
    } else {
      io.println(
          "%d blocks (%s) copied from %s to %s, %d were there already"
              .formatted(report.copied(), Sizes.human(report.bytes()), from, to, report.present()));
    }
    if (report.corruptCount() > 0) {
      report.corrupt().forEach(hash -> io.err().println("corrupt, not copied: " + cid(hash)));
      throw new HeliaException(
          "%d blocks of %s are corrupt".formatted(report.corruptCount(), from));
    }
  }

  private MigrationReport migrate(Io io) {
    boolean showProgress = progress == null ? io.terminals().err() : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      if (line.shown()) {
        line.total(helia.blockstores().usage(from).bytes());
      }
      return helia.blockstores().migrate(from, to, line);
    }
  }

  private static Cid cid(Multihash hash) {
    return Cid.v1(Multicodec.RAW, hash);
  }

  private static String asJson(MigrationReport report) throws IOException {
    return Json.object(
        json -> {
          json.writeNumberField("Copied", report.copied());
          json.writeNumberField("Bytes", report.bytes());
          json.writeNumberField("Present", report.present());
          json.writeNumberField("CorruptCount", report.corruptCount());
          json.writeArrayFieldStart("Corrupt");
          for (Multihash hash : report.corrupt()) {
            json.writeString(cid(hash).toString());
          }
          json.writeEndArray();
        });
  }
}
