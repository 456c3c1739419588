package org.helia.car.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.helia.api.CancelledException;
import org.helia.api.car.CarEntry;
import org.helia.api.car.CarInfo;
import org.helia.api.car.MalformedCarException;
import org.helia.ipld.car.CarFile;
import org.helia.ipld.car.CarIndex;
import org.helia.ipld.car.CarLayout;
import org.helia.ipld.car.CarScanner;
import org.helia.ipld.car.CarV2Header;

/** A CAR file that is looked into. */
record OpenCar(CarFile file, CarLayout layout) implements AutoCloseable {
  static OpenCar of(Path path) {
    CarFile file = CarFile.open(path);
    try {
      return new OpenCar(file, CarLayout.of(file));
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  void forEach(Consumer<CarEntry> entries) {
    CarScanner sections = new CarScanner(file, layout);
    for (var next = sections.next(); next.isPresent(); next = sections.next()) {
      CancelledException.checkpoint("reading " + file);
      CarScanner.Entry entry = next.get();
      entries.accept(
          new CarEntry(entry.cid(), entry.offset(), entry.blockOffset(), entry.blockSize()));
    }
  }

  /**
   * The index in it.
   *
   * @throws MalformedCarException when it is not one
   */
  Optional<CarIndex> index() {
    return layout
        .v2()
        .filter(CarV2Header::hasIndex)
        .map(v2 -> new CarIndex(file, v2.indexOffset(), v2.dataSize()));
  }

  CarInfo info() {
    return info(index());
  }

  CarInfo info(Optional<CarIndex> index) {
    return new CarInfo(
        layout.v2().isPresent() ? 2 : 1,
        layout.roots(),
        layout.dataOffset(),
        layout.dataEnd() - layout.dataOffset(),
        layout.v2().map(CarV2Header::fullyIndexed).orElse(false),
        index.map(CarIndex::kind),
        index.map(CarIndex::count).orElse(0L));
  }

  @Override
  public void close() {
    file.close();
  }
}
