package org.helia.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.Cars;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.UnixFs;
import org.helia.multiformats.Cid;

/**
 * Makes flat directories of files named {@code file-0} and so on, which all have one content. A
 * large one takes a minute to add; where the folder for it is given, it is added once and kept as a
 * CAR, which the next benchmark imports in seconds.
 */
final class SampleDirectory {
  /** The system property that names the folder of the CARs. */
  private static final String FOLDER = "helia.benchmarks.folder";

  private final UnixFs unixFs;
  private final Cars cars;

  SampleDirectory(LocalNode node) {
    this.unixFs = node.service(UnixFs.class);
    this.cars = node.service(Cars.class);
  }

  /** Makes one and returns its root. */
  Cid make(int entries) {
    String folder = System.getProperty(FOLDER);
    try {
      return folder == null ? add(entries) : keep(entries, Path.of(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Cid add(int entries) {
    List<AddSource> sources = new ArrayList<>(entries);
    for (int i = 0; i < entries; i++) {
      sources.add(AddSource.bytes("file-" + i, new byte[] {1}));
    }
    AddOptions options = AddOptions.DEFAULTS.withWrap(true);
    return unixFs.addAll(sources, options, AddListener.NONE).get(0).cid();
  }

  private Cid keep(int entries, Path folder) throws IOException {
    Path car = folder.resolve("directory-" + entries + ".car");
    if (Files.exists(car)) {
      try (InputStream in = Files.newInputStream(car)) {
        return cars.importCar(in, CarImportOptions.DEFAULTS, Progress.NONE).roots().get(0);
      }
    }
    Files.createDirectories(folder);
    Cid root = add(entries);
    Path unfinished = folder.resolve(car.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(unfinished)) {
      cars.exportDag(List.of(root), out, FetchOptions.OFFLINE, Progress.NONE);
    }
    Files.move(unfinished, car, StandardCopyOption.ATOMIC_MOVE);
    return root;
  }
}
