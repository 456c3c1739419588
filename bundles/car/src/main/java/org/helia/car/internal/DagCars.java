package org.helia.car.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.Progress;
import org.helia.api.block.BlockSession;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarException;
import org.helia.api.car.CarExport;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.Cars;
import org.helia.api.car.MalformedCarException;
import org.helia.api.codec.Codecs;
import org.helia.ipld.car.CarReader;
import org.helia.ipld.car.CarSection;
import org.helia.ipld.car.CarWriter;
import org.helia.multiformats.Cid;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Exports and imports CARs by way of the facades of blocks and codecs. */
@Component
public final class DagCars implements Cars {
  private final Blocks blocks;
  private final Codecs codecs;

  /** Made when both facades are there. */
  @Activate
  public DagCars(@Reference Blocks blocks, @Reference Codecs codecs) {
    this.blocks = blocks;
    this.codecs = codecs;
  }

  @Override
  public CarExport exportDag(
      List<Cid> roots, OutputStream out, FetchOptions options, Progress progress) {
    CarWriter writer = new CarWriter(out, roots);
    try (BlockSession session = blocks.session(options)) {
      DagWalk walk = new DagWalk(session, codecs);
      for (Cid root : roots) {
        walk.walk(
            root,
            block -> {
              writer.write(block);
              progress.advanced(1, block.size());
            });
      }
    }
    writer.flush();
    return new CarExport(writer.blocks(), writer.bytes());
  }

  @Override
  public CarImport importCar(InputStream in, CarImportOptions options, Progress progress) {
    CarReader car = new CarReader(in);
    if (options.requireRoots() && car.roots().isEmpty()) {
      throw new MalformedCarException(0, "its header names no root, and a root is required");
    }
    Stored stored = store(car, progress);
    List<Cid> missing = car.roots().stream().distinct().filter(root -> !blocks.has(root)).toList();
    if (options.requireRoots() && !missing.isEmpty()) {
      throw new CarException(
          "the roots %s are neither in the CAR nor in the node; its blocks were stored"
              .formatted(missing));
    }
    return new CarImport(car.roots(), missing, stored.blocks(), stored.bytes());
  }

  private Stored store(CarReader car, Progress progress) {
    try (BlockWriter writer = blocks.writer()) {
      Stored stored;
      try (PutWindow window = new PutWindow(writer, progress)) {
        stored = copy(car, window);
      } catch (HeliaException fault) {
        keepWhatCameBefore(writer, fault);
        throw fault;
      }
      writer.commit();
      return stored;
    }
  }

  private static Stored copy(CarReader car, PutWindow window) {
    long count = 0;
    long bytes = 0;
    Optional<CarSection> section = next(car, window);
    while (section.isPresent()) {
      CancelledException.checkpoint("importing a CAR");
      window.put(section.get());
      count++;
      bytes += section.get().block().size();
      section = next(car, window);
    }
    window.finish();
    return new Stored(count, bytes);
  }

  private static Optional<CarSection> next(CarReader car, PutWindow window) {
    try {
      return car.next();
    } catch (CarException fault) {
      // A fault in what was read before comes first, and what is whole is kept.
      window.finish();
      throw fault;
    }
  }

  private static void keepWhatCameBefore(BlockWriter writer, HeliaException fault) {
    if (fault instanceof CancelledException) {
      return;
    }
    try {
      writer.commit();
    } catch (HeliaException e) {
      fault.addSuppressed(e);
    }
  }

  private record Stored(long blocks, long bytes) {}
}
