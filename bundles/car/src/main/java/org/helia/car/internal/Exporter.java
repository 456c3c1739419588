package org.helia.car.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.helia.api.Progress;
import org.helia.api.block.Block;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarExport;
import org.helia.api.car.CarIndexKind;
import org.helia.api.dag.DagSelection;
import org.helia.api.dag.Dags;
import org.helia.api.path.ContentPath;
import org.helia.ipld.car.CarIndexWriter;
import org.helia.ipld.car.CarWriter;
import org.helia.multiformats.Cid;

/** Writes what the facade of DAGs selects. */
final class Exporter {
  private final Dags dags;

  Exporter(Dags dags) {
    this.dags = dags;
  }

  CarExport export(
      List<ContentPath> paths,
      OutputStream out,
      DagSelection selection,
      FetchOptions options,
      Progress progress) {
    CarWriter writer = new CarWriter(out, roots(paths, options));
    dags.select(
        paths,
        selection,
        options,
        block -> {
          writer.write(block);
          progress.advanced(1, block.size());
        });
    writer.flush();
    return new CarExport(writer.blocks(), writer.bytes());
  }

  /** The header comes first and names what the paths lead to; the way there is short. */
  private List<Cid> roots(List<ContentPath> paths, FetchOptions options) {
    return paths.stream()
        .map(path -> path.segments().isEmpty() ? path.rootCid() : dags.resolve(path, options).cid())
        .toList();
  }

  CarExport exportIndexed(
      List<ContentPath> paths,
      Path file,
      DagSelection selection,
      CarIndexKind kind,
      FetchOptions options,
      Progress progress) {
    List<Cid> roots = roots(paths, options);
    try (CarIndexWriter index = new CarIndexWriter(kind);
        CarV2File target = CarV2File.create(file)) {
      CarWriter writer = new CarWriter(target.data(), roots);
      dags.select(paths, selection, options, block -> write(writer, index, block, progress));
      writer.flush();
      target.finish(writer.bytes(), index);
      return new CarExport(writer.blocks(), target.bytes());
    } catch (IOException e) {
      throw CarV2File.failed(file, e);
    }
  }

  private static void write(
      CarWriter writer, CarIndexWriter index, Block block, Progress progress) {
    index.add(block.cid().multihash(), writer.write(block));
    progress.advanced(1, block.size());
  }
}
