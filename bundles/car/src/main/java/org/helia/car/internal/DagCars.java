package org.helia.car.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.Progress;
import org.helia.api.block.Blocks;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarEntry;
import org.helia.api.car.CarExport;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.CarIndexKind;
import org.helia.api.car.CarInfo;
import org.helia.api.car.CarReport;
import org.helia.api.car.Cars;
import org.helia.api.codec.Hashers;
import org.helia.api.dag.DagSelection;
import org.helia.api.dag.Dags;
import org.helia.api.path.ContentPath;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Exports by way of the facade of DAGs, imports into that of blocks. */
@Component
public final class DagCars implements Cars {
  private final Blocks blocks;
  private final Hashers hashers;
  private final Exporter exporter;

  /** Made when the facades are there. */
  @Activate
  public DagCars(@Reference Blocks blocks, @Reference Dags dags, @Reference Hashers hashers) {
    this.blocks = blocks;
    this.hashers = hashers;
    this.exporter = new Exporter(dags);
  }

  @Override
  public CarExport export(
      List<ContentPath> paths,
      OutputStream out,
      DagSelection selection,
      FetchOptions options,
      Progress progress) {
    return exporter.export(paths, out, selection, options, progress);
  }

  @Override
  public CarExport exportIndexed(
      List<ContentPath> paths,
      Path file,
      DagSelection selection,
      CarIndexKind kind,
      FetchOptions options,
      Progress progress) {
    return exporter.exportIndexed(paths, file, selection, kind, options, progress);
  }

  @Override
  public CarImport importCar(
      InputStream in, CarImportOptions options, Progress progress, Consumer<CarImport> stored) {
    return new Importer(blocks, progress).read(in, options, stored);
  }

  @Override
  public CarInfo list(Path file, Consumer<CarEntry> entries) {
    try (OpenCar car = OpenCar.of(file)) {
      car.forEach(entries);
      return car.info();
    }
  }

  @Override
  public CarReport verify(Path file, Consumer<String> faults, Progress progress) {
    try (OpenCar car = OpenCar.of(file)) {
      return new Verifier(car, hashers, faults, progress).run();
    }
  }

  @Override
  public long index(Path file, Path target, CarIndexKind kind, Progress progress) {
    return Indexer.index(file, target, kind, progress);
  }
}
