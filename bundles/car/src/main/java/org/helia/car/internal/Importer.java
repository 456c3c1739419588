package org.helia.car.internal;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.helia.api.CancelledException;
import org.helia.api.HeliaException;
import org.helia.api.Progress;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.car.CarException;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.MalformedCarException;
import org.helia.ipld.car.CarReader;
import org.helia.ipld.car.CarSection;
import org.helia.multiformats.Cid;

/** One import. */
final class Importer {
  /** After how many bytes what was stored is made durable, so that a crash costs no more. */
  private static final long COMMIT_BYTES = 256L * 1024 * 1024;

  private final Blocks blocks;
  private final Progress progress;
  private long count;
  private long bytes;
  private long uncommitted;
  private long present;

  Importer(Blocks blocks, Progress progress) {
    this.blocks = blocks;
    this.progress = progress;
  }

  CarImport read(InputStream in, CarImportOptions options, Consumer<CarImport> stored) {
    CarReader car = new CarReader(in);
    if (options.requireRoots() && car.roots().isEmpty()) {
      throw new MalformedCarException(0, "its header names no root, and a root is required");
    }
    try (BlockWriter writer = blocks.writer()) {
      store(car, writer);
      CarImport imported = imported(car, options);
      stored.accept(imported);
      return imported;
    }
  }

  private CarImport imported(CarReader car, CarImportOptions options) {
    List<Cid> missing = car.roots().stream().distinct().filter(root -> !blocks.has(root)).toList();
    if (options.requireRoots() && !missing.isEmpty()) {
      throw new CarException(
          "the roots %s are neither in the CAR nor in the node; its blocks were stored"
              .formatted(missing));
    }
    return new CarImport(car.roots(), missing, count, bytes, present);
  }

  private void store(CarReader car, BlockWriter writer) {
    try (PutWindow window = new PutWindow(blocks, writer, progress)) {
      copy(car, window, writer);
      present = window.present();
    } catch (HeliaException fault) {
      keepWhatCameBefore(writer, fault);
      throw fault;
    }
    writer.commit();
  }

  private void copy(CarReader car, PutWindow window, BlockWriter writer) {
    Optional<CarSection> section = next(car, window);
    while (section.isPresent()) {
      CancelledException.checkpoint("importing a CAR");
      window.put(section.get());
      count++;
      bytes += section.get().block().size();
      uncommitted += section.get().block().size();
      if (uncommitted >= COMMIT_BYTES) {
        window.finish();
        writer.commit();
        uncommitted = 0;
      }
      section = next(car, window);
    }
    window.finish();
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
}
