package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.HeliaException;
import org.helia.api.node.Helia;
import org.helia.api.pin.BrokenPin;
import org.helia.api.pin.PinVerification;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;

/** {@code helia:pin-verify}. */
@Command(
    scope = "helia",
    name = "pin-verify",
    description = "Read every block that is pinned and check it",
    detailedDescription = "Nothing is fetched. Fails when a pin is broken, after all were checked.")
public final class PinVerify extends DataCommand {
  @Option(name = "-v", aliases = "--verbose", description = "Say how many were checked")
  private boolean verbose;

  @Option(name = "-q", aliases = "--quiet", description = "Print the CIDs of broken pins only")
  private boolean quiet;

  private final Helia helia;

  /** Checks those of a node. */
  public PinVerify(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    PinVerification report;
    try (ProgressLine line = new ProgressLine(io.err(), io.terminals().err(), System::nanoTime)) {
      report =
          helia
              .pins()
              .verify(
                  broken -> {
                    line.clear();
                    io.println(text(broken));
                  },
                  line);
    }
    if (verbose && !json()) {
      io.err().println("%d pins, %d blocks".formatted(report.pins(), report.blocks()));
    }
    if (report.brokenPins() > 0) {
      throw new HeliaException(
          "%d of %d pins are broken".formatted(report.brokenPins(), report.pins()));
    }
  }

  private String text(BrokenPin broken) {
    if (json()) {
      return asJson(broken);
    }
    return quiet
        ? broken.pin().toString()
        : "%s broken%n  %s: %s".formatted(broken.pin(), broken.block(), broken.reason());
  }

  private static String asJson(BrokenPin broken) {
    try {
      return Json.object(
          json -> {
            json.writeStringField("Cid", broken.pin().toString());
            json.writeStringField("Block", broken.block().toString());
            json.writeStringField("Err", broken.reason());
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
