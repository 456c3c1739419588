package org.helia.car.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.helia.api.CancelledException;
import org.helia.api.Progress;
import org.helia.api.car.CarIndexKind;
import org.helia.ipld.car.CarIndexWriter;
import org.helia.ipld.car.CarLayout;
import org.helia.ipld.car.CarScanner;

/** Makes CARv2 files of CARs that have no index, or another one. */
final class Indexer {
  private Indexer() {}

  static long index(Path file, Path target, CarIndexKind kind, Progress progress) {
    try (OpenCar car = OpenCar.of(file);
        CarIndexWriter index = new CarIndexWriter(kind);
        FileChannel from = FileChannel.open(file);
        CarV2File to = CarV2File.create(target)) {
      CarLayout layout = car.layout();
      CarScanner sections = new CarScanner(car.file(), layout);
      for (var next = sections.next(); next.isPresent(); next = sections.next()) {
        CancelledException.checkpoint("indexing " + file);
        CarScanner.Entry entry = next.get();
        index.add(entry.cid().multihash(), entry.offset() - layout.dataOffset());
        progress.advanced(1, entry.blockSize());
      }
      long dataSize = layout.dataEnd() - layout.dataOffset();
      to.copy(from, layout.dataOffset(), dataSize);
      to.finish(dataSize, index);
      return index.entries();
    } catch (IOException e) {
      throw CarV2File.failed(target, e);
    }
  }
}
