package org.helia.shell.internal.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.car.CarException;
import org.helia.api.car.CarReport;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:car-verify}. */
@Command(
    scope = "helia",
    name = "car-verify",
    description = "Check CAR files",
    detailedDescription =
        "Each block against its CID, that the roots are there, and that the index names every section and leads nowhere else. What is"
            + " wrong goes to standard error.")
public final class CarVerify extends DataCommand {
  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Argument(
      index = 0,
      name = "path",
      description = "CAR files",
      required = true,
      multiValued = true)
  @Completion(FileCompleter.class)
  private List<String> files = List.of();

  private final Helia helia;

  /** Checks with the hash functions of a node. */
  public CarVerify(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    long faults = 0;
    for (String file : files) {
      CarReport report = verify(io, file);
      faults += report.faults();
      io.println(json() ? asJson(file, report) : line(file, report));
    }
    if (faults > 0) {
      throw new CarException("%d faults were found".formatted(faults));
    }
  }

  private CarReport verify(Io io, String file) {
    Path path = LocalFiles.resolve(io, file);
    boolean showProgress = progress == null ? io.terminals().err() : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      return helia
          .cars()
          .verify(
              path,
              fault -> {
                line.clear();
                io.warn(file + ": " + fault);
              },
              line);
    }
  }

  private static String line(String file, CarReport report) {
    return "%s: version %d, %d blocks, %d bytes, %s"
        .formatted(
            file,
            report.info().version(),
            report.blocks(),
            report.bytes(),
            report.faults() == 0 ? "all right" : report.faults() + " faults");
  }

  private static String asJson(String file, CarReport report) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("File", file);
          json.writeNumberField("Version", report.info().version());
          json.writeNumberField("Blocks", report.blocks());
          json.writeNumberField("Bytes", report.bytes());
          json.writeNumberField("Faults", report.faults());
        });
  }
}
