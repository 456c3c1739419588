package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.RecentRoots;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:dag-import}. */
@Command(
    scope = "helia",
    name = "dag-import",
    description = "Store the blocks of CARs",
    detailedDescription =
        "Each block is checked against its CID. An import that broke off is gone on with by running it again. Prints the roots that the CARs name. Without a path, or with the path -, the CAR is"
            + " standard input.")
public final class DagImport extends DataCommand {
  @Option(name = "--silent", description = "Print nothing")
  private boolean silent;

  @Option(name = "--stats", description = "Print how many blocks and bytes there were, too")
  private boolean stats;

  @Option(
      name = "-p",
      aliases = "--progress",
      description = "Show progress; by default when standard error is a terminal")
  private @Nullable Boolean progress;

  @Argument(
      index = 0,
      name = "path",
      description = "CAR files; - is standard input",
      multiValued = true)
  @Completion(FileCompleter.class)
  private List<String> files = List.of();

  private final Helia helia;
  private final RecentRoots recent;
  private long blocks;
  private long bytes;
  private long present;

  /** Imports into a node. */
  public DagImport(Helia helia, RecentRoots recent) {
    this.helia = helia;
    this.recent = recent;
  }

  @Override
  protected void run(Io io) throws IOException {
    for (String file : files.isEmpty() ? List.of("-") : files) {
      report(io, importFrom(io, file));
    }
    if (stats && !silent) {
      io.println(json() ? statsAsJson() : statsAsText());
    }
  }

  private String statsAsText() {
    String text = "Imported %d blocks (%d bytes)".formatted(blocks, bytes);
    return present == 0 ? text : text + ", %d of them were here already".formatted(present);
  }

  private CarImport importFrom(Io io, String file) throws IOException {
    boolean showProgress = progress == null ? io.terminals().err() && !silent : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      if (LocalFiles.isStandardInput(file)) {
        return helia.cars().importCar(StandardInput.of(io), CarImportOptions.DEFAULTS, line);
      }
      Path path = LocalFiles.resolve(io, file);
      try (InputStream in = Files.newInputStream(path)) {
        line.total(Files.size(path));
        return helia.cars().importCar(in, CarImportOptions.DEFAULTS, line);
      }
    }
  }

  private void report(Io io, CarImport imported) throws IOException {
    blocks += imported.blocks();
    bytes += imported.bytes();
    present += imported.present();
    for (Cid root : imported.roots()) {
      boolean missing = imported.missingRoots().contains(root);
      if (missing) {
        io.warn("the CAR names the root " + root + ", which is neither in it nor in the node");
      } else {
        recent.add(root);
      }
      if (!silent) {
        print(io, root, missing);
      }
    }
  }

  private void print(Io io, Cid root, boolean missing) throws IOException {
    if (json()) {
      io.println(rootAsJson(root, missing));
    } else if (!missing) {
      io.println("Imported root\t" + root);
    }
  }

  private static String rootAsJson(Cid root, boolean missing) throws IOException {
    return Json.object(
        json -> {
          json.writeObjectFieldStart("Root");
          json.writeObjectFieldStart("Cid");
          json.writeStringField("/", root.toString());
          json.writeEndObject();
          json.writeBooleanField("Missing", missing);
          json.writeEndObject();
        });
  }

  private String statsAsJson() throws IOException {
    return Json.object(
        json -> {
          json.writeObjectFieldStart("Stats");
          json.writeNumberField("BlockCount", blocks);
          json.writeNumberField("BlockBytesCount", bytes);
          json.writeNumberField("PresentBlockCount", present);
          json.writeEndObject();
        });
  }
}
