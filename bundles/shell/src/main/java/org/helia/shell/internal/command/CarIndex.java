package org.helia.shell.internal.command;

import java.io.IOException;
import java.util.Arrays;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.car.CarIndexKind;
import org.helia.api.node.Helia;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.grammar.UsageException;
import org.helia.shell.internal.output.Json;
import org.helia.shell.internal.output.ProgressLine;
import org.jspecify.annotations.Nullable;

/** {@code helia:car-index}. */
@Command(
    scope = "helia",
    name = "car-index",
    description = "Make a CARv2 with an index of a CAR file",
    detailedDescription =
        "The CAR may be of either version. Its blocks are not checked: see car-verify.")
public final class CarIndex extends DataCommand {
  @Option(
      name = "--codec",
      description = "The kind of index: car-multihash-index-sorted or car-index-sorted")
  @Completion(
      value = Object.class,
      values = {"car-multihash-index-sorted", "car-index-sorted"})
  private String codec = CarIndexKind.MULTIHASH_SORTED.codecName();

  @Argument(index = 0, name = "path", description = "A CAR file", required = true)
  @Completion(FileCompleter.class)
  private String file = "";

  @Argument(index = 1, name = "target", description = "The new file; by default the same")
  @Completion(FileCompleter.class)
  private @Nullable String target;

  private final Helia helia;

  /** Indexes through a node. */
  public CarIndex(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    CarIndexKind kind = kind(codec);
    String to = target == null ? file : target;
    long sections;
    try (ProgressLine line = new ProgressLine(io.err(), io.terminals().err(), System::nanoTime)) {
      sections =
          helia.cars().index(LocalFiles.resolve(io, file), LocalFiles.resolve(io, to), kind, line);
    }
    io.println(json() ? asJson(to, sections) : "Indexed %d blocks in %s".formatted(sections, to));
  }

  static CarIndexKind kind(String name) {
    return Arrays.stream(CarIndexKind.values())
        .filter(kind -> kind.codecName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "an index is %s or %s, not \"%s\""
                        .formatted(
                            CarIndexKind.MULTIHASH_SORTED.codecName(),
                            CarIndexKind.SORTED.codecName(),
                            name)));
  }

  private static String asJson(String file, long sections) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("File", file);
          json.writeNumberField("Indexed", sections);
        });
  }
}
