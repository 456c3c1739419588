package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.node.Helia;
import org.helia.api.pin.PinOptions;
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
        "Each block is checked against its CID. An import that broke off is gone on with by running it again. The roots that the"
            + " CARs name are pinned when all CARs were read, so that a DAG may come in several; nothing is fetched for that. Without"
            + " a path, or with the path -, the CAR is standard input.")
public final class DagImport extends DataCommand {
  @Option(
      name = "--pin-roots",
      description =
          "Pin the roots, so that repo-gc keeps them; the default. --pin-roots=false only prints them")
  private @Nullable Boolean pinRoots;

  @Option(name = "--silent", description = "Print nothing but errors")
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

  private final Set<Cid> pinned = new LinkedHashSet<>();

  /** The roots that could not be pinned, and why. */
  private final Map<Cid, String> unpinned = new LinkedHashMap<>();

  /** Imports into a node. */
  public DagImport(Helia helia, RecentRoots recent) {
    this.helia = helia;
    this.recent = recent;
  }

  @Override
  protected void run(Io io) throws IOException {
    List<String> sources = files.isEmpty() ? List.of("-") : files;
    for (String source : sources) {
      report(io, importFrom(io, source));
    }
    printPins(io);
    if (stats && !silent) {
      io.println(json() ? statsAsJson() : statsAsText());
    }
    if (!unpinned.isEmpty()) {
      throw new HeliaException(String.join("\n", unpinned.values()));
    }
  }

  /**
   * While the import still holds its blocks, so that no collection comes in between. A root that
   * cannot be pinned may be complete with the next CAR, and does not keep the others from it.
   */
  private void stored(CarImport imported) {
    if (pinRoots != null && !pinRoots) {
      return;
    }
    imported.roots().stream()
        .filter(root -> !pinned.contains(root))
        .forEach(root -> unpinned.put(root, ""));
    List.copyOf(unpinned.keySet()).forEach(this::pin);
  }

  private void pin(Cid root) {
    try {
      PinOptions options = PinOptions.DEFAULTS.fetching(FetchOptions.OFFLINE);
      helia.pins().add(root, options, Progress.NONE);
      unpinned.remove(root);
      pinned.add(root);
    } catch (CancelledException e) {
      throw e;
    } catch (HeliaException e) {
      unpinned.put(root, "pinning root \"%s\" FAILED: %s".formatted(root, e.getMessage()));
    }
  }

  private void printPins(Io io) throws IOException {
    if (silent) {
      return;
    }
    for (Cid root : pinned) {
      io.println(json() ? pinAsJson(root, "") : "Pinned root\t" + root + "\tsuccess");
    }
    if (json()) {
      for (Map.Entry<Cid, String> failed : unpinned.entrySet()) {
        io.println(pinAsJson(failed.getKey(), failed.getValue()));
      }
    }
  }

  private static String pinAsJson(Cid root, String failure) throws IOException {
    return rootAsJson(root, json -> json.writeStringField("PinErrorMsg", failure));
  }

  private String statsAsText() {
    String text = "Imported %d blocks (%d bytes)".formatted(blocks, bytes);
    return present == 0 ? text : text + ", %d of them were here already".formatted(present);
  }

  private CarImport importFrom(Io io, String file) throws IOException {
    boolean showProgress = progress == null ? io.terminals().err() && !silent : progress;
    try (ProgressLine line = new ProgressLine(io.err(), showProgress, System::nanoTime)) {
      if (LocalFiles.isStandardInput(file)) {
        return importFrom(StandardInput.of(io), line);
      }
      Path path = LocalFiles.resolve(io, file);
      try (InputStream in = Files.newInputStream(path)) {
        line.total(Files.size(path));
        return importFrom(in, line);
      }
    }
  }

  private CarImport importFrom(InputStream in, ProgressLine line) {
    return helia.cars().importCar(in, CarImportOptions.DEFAULTS, line, this::stored);
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
      if (pinRoots != null && !pinRoots && !silent) {
        print(io, root, missing);
      }
    }
  }

  private void print(Io io, Cid root, boolean missing) throws IOException {
    if (json()) {
      io.println(rootAsJson(root, json -> json.writeBooleanField("Missing", missing)));
    } else if (!missing) {
      io.println("Imported root\t" + root);
    }
  }

  private static String rootAsJson(Cid root, Json.Body outcome) throws IOException {
    return Json.object(
        json -> {
          json.writeObjectFieldStart("Root");
          json.writeObjectFieldStart("Cid");
          json.writeStringField("/", root.toString());
          json.writeEndObject();
          outcome.write(json);
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
