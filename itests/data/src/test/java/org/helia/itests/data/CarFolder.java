package org.helia.itests.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarImportOptions;
import org.helia.multiformats.Cid;

/**
 * CARs that wait to be imported, each with one large file.
 *
 * @param folder where they are
 */
record CarFolder(Path folder) {
  static CarFolder of(Path home) {
    return new CarFolder(home.resolve("cars"));
  }

  /** Adds CARs until there are some. */
  void fill(Node maker, int count, long firstSeed) throws IOException {
    Files.createDirectories(folder);
    for (long seed = firstSeed; names().size() < count; seed++) {
      Cid root = new TestFile(seed).addTo(maker);
      Path part = folder.resolveSibling("part.car");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        maker.cars.exportDag(List.of(root), out, FetchOptions.OFFLINE, Progress.NONE);
      }
      // The name tells what must be in the node after an import.
      Path whole = folder.resolve("%d %s".formatted(seed, root));
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private List<Path> names() throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  Optional<Path> first() throws IOException {
    return names().stream().findFirst();
  }

  /** Imports one and pins what is in it, with no instant in which a collection may take it. */
  void importCar(Node node, Path car) throws IOException {
    try (InputStream in = Files.newInputStream(car)) {
      node.cars.importCar(
          in,
          CarImportOptions.DEFAULTS,
          Progress.NONE,
          imported -> node.pins.add(imported.roots().get(0), Child.PIN, Progress.NONE));
    }
  }
}
