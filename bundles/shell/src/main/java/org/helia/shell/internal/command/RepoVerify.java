package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.HeliaException;
import org.helia.api.block.BlockstoreInfo;
import org.helia.api.block.DamagedBlock;
import org.helia.api.block.VerifyReport;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:repo-verify}. */
@Command(
    scope = "helia",
    name = "repo-verify",
    description = "Read every block and check it against its hash",
    detailedDescription =
        "Nothing is changed. Fails when a block is damaged, after all blocks have been checked.")
public final class RepoVerify extends DataCommand {
  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  private final Helia helia;

  /** Checks a node. */
  public RepoVerify(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    boolean json = json();
    VerifyReport report;
    boolean showProgress = progress == null ? io.terminals().err() : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      findTotal(line);
      report =
          helia
              .blockstores()
              .verify(
                  damaged -> {
                    line.clear();
                    io.println(json ? asJson(damaged) : text(damaged));
                  },
                  line);
    }
    if (json) {
      io.println(asJson(report));
    }
    if (report.damaged() > 0) {
      throw new HeliaException(
          "verify complete, %d of %d blocks corrupt".formatted(report.damaged(), report.blocks()));
    }
    if (!json) {
      io.println("verify complete, all blocks validated.");
    }
  }

  private void findTotal(ProgressLine line) {
    if (line.shown()) {
      long total = 0;
      for (BlockstoreInfo store : helia.blockstores().list()) {
        total += helia.blockstores().usage(store.name()).bytes();
      }
      line.total(total);
    }
  }

  private static Cid cid(DamagedBlock damaged) {
    return Cid.v1(Multicodec.RAW, damaged.hash());
  }

  private static String text(DamagedBlock damaged) {
    return "block %s in %s was corrupt (%s)"
        .formatted(cid(damaged), damaged.store(), damaged.reason());
  }

  private static String asJson(DamagedBlock damaged) {
    try {
      return Json.object(
          json -> {
            json.writeStringField("Msg", text(damaged));
            json.writeStringField("Cid", cid(damaged).toString());
            json.writeStringField("Store", damaged.store());
            json.writeStringField("Reason", damaged.reason());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String asJson(VerifyReport report) throws IOException {
    return Json.object(
        json -> {
          json.writeNumberField("Progress", report.blocks());
          json.writeNumberField("Bytes", report.bytes());
          json.writeNumberField("Damaged", report.damaged());
        });
  }
}
