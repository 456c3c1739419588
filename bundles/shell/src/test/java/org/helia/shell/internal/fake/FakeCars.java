package org.helia.shell.internal.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarEntry;
import org.helia.api.car.CarException;
import org.helia.api.car.CarExport;
import org.helia.api.car.CarImport;
import org.helia.api.car.CarImportOptions;
import org.helia.api.car.CarIndexKind;
import org.helia.api.car.CarInfo;
import org.helia.api.car.CarReport;
import org.helia.api.car.Cars;
import org.helia.api.car.MalformedCarException;
import org.helia.api.dag.DagSelection;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;

/** CARs that are texts: "CAR" and the roots. */
public final class FakeCars implements Cars {
  /** The roots that are missing from what is imported. */
  public final List<Cid> missing = new ArrayList<>();

  /** What is in every CAR file. */
  public final List<CarEntry> entries = new ArrayList<>();

  /** What is wrong with every CAR file. */
  public final List<String> faults = new ArrayList<>();

  /** What was to be exported last. */
  public @Nullable DagSelection selection;

  /** The index that was asked for last. */
  public @Nullable CarIndexKind kind;

  @Override
  public CarExport export(
      List<ContentPath> paths,
      OutputStream out,
      DagSelection what,
      FetchOptions options,
      Progress progress) {
    selection = what;
    try {
      StringBuilder text = new StringBuilder("CAR");
      paths.forEach(
          path ->
              text.append(' ').append(path.segments().isEmpty() ? path.root() : path.toString()));
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CarException("the CAR cannot be written", e);
    }
    progress.advanced(1, 4);
    return new CarExport(1, 4);
  }

  @Override
  public CarExport exportIndexed(
      List<ContentPath> paths,
      Path file,
      DagSelection what,
      CarIndexKind index,
      FetchOptions options,
      Progress progress) {
    kind = index;
    try (OutputStream out = Files.newOutputStream(file)) {
      return export(paths, out, what, options, progress);
    } catch (IOException e) {
      throw new CarException("the CAR cannot be written", e);
    }
  }

  @Override
  public CarImport importCar(
      InputStream in, CarImportOptions options, Progress progress, Consumer<CarImport> stored) {
    try {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!text.startsWith("CAR ")) {
        throw new MalformedCarException(0, "it has no header");
      }
      CarImport imported = new CarImport(List.of(Cid.parse(text.substring(4))), missing, 6, 298, 2);
      stored.accept(imported);
      return imported;
    } catch (IOException e) {
      throw new CarException("the CAR cannot be read", e);
    }
  }

  private CarInfo info() {
    List<Cid> roots = entries.stream().map(CarEntry::cid).limit(1).toList();
    Optional<CarIndexKind> index = Optional.of(CarIndexKind.MULTIHASH_SORTED);
    return new CarInfo(2, roots, 51, 1000, true, index, entries.size());
  }

  @Override
  public CarInfo list(Path file, Consumer<CarEntry> sink) {
    entries.forEach(sink);
    return info();
  }

  @Override
  public CarReport verify(Path file, Consumer<String> sink, Progress progress) {
    faults.forEach(sink);
    return new CarReport(info(), entries.size(), 300, faults.size());
  }

  @Override
  public long index(Path file, Path target, CarIndexKind index, Progress progress) {
    kind = index;
    return entries.size();
  }
}
