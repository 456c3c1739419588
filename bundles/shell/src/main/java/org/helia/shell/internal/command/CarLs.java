package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.car.CarEntry;
import org.helia.api.car.CarIndexKind;
import org.helia.api.car.CarInfo;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.output.Json;

/** {@code helia:car-ls}. */
@Command(
    scope = "helia",
    name = "car-ls",
    description = "List the blocks of a CAR file",
    detailedDescription =
        "Each with the offset of its bytes and their number, apart by tabs. With --info instead what the file says of itself. Nothing"
            + " is checked: see car-verify.")
public final class CarLs extends DataCommand {
  @Option(name = "-i", aliases = "--info", description = "Print version, roots, data and index")
  private boolean info;

  @Argument(index = 0, name = "path", description = "A CAR file", required = true)
  @Completion(FileCompleter.class)
  private String file = "";

  private final Helia helia;

  /** Reads through a node. */
  public CarLs(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    Path path = LocalFiles.resolve(io, file);
    CarInfo found = helia.cars().list(path, entry -> print(io, entry));
    if (info && json()) {
      io.println(asJson(found));
    } else if (info) {
      print(io, found);
    }
  }

  private void print(Io io, CarEntry entry) {
    if (info) {
      return;
    }
    try {
      io.println(
          json()
              ? asJson(entry)
              : "%s\t%d\t%d".formatted(entry.cid(), entry.blockOffset(), entry.blockBytes()));
      io.requireOpen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(Io io, CarInfo info) {
    io.println("Version: " + info.version());
    info.roots().forEach(root -> io.println("Root: " + root));
    io.println("Data: %d bytes at byte %d".formatted(info.dataBytes(), info.dataOffset()));
    io.println(
        "Index: "
            + info.index()
                .map(kind -> "%s of %d sections".formatted(kind.codecName(), info.indexed()))
                .orElse("none"));
    if (info.version() == 2) {
      io.println("Fully indexed: " + info.fullyIndexed());
    }
  }

  private static String asJson(CarEntry entry) throws IOException {
    return Json.object(
        json -> {
          json.writeStringField("Cid", entry.cid().toString());
          json.writeNumberField("Offset", entry.blockOffset());
          json.writeNumberField("Size", entry.blockBytes());
        });
  }

  private static String asJson(CarInfo info) throws IOException {
    return Json.object(
        json -> {
          json.writeNumberField("Version", info.version());
          json.writeArrayFieldStart("Roots");
          for (Cid root : info.roots()) {
            json.writeString(root.toString());
          }
          json.writeEndArray();
          json.writeNumberField("DataOffset", info.dataOffset());
          json.writeNumberField("DataSize", info.dataBytes());
          json.writeBooleanField("FullyIndexed", info.fullyIndexed());
          json.writeStringField("Index", info.index().map(CarIndexKind::codecName).orElse(""));
          json.writeNumberField("Indexed", info.indexed());
        });
  }
}
