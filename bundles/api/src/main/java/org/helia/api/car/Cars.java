package org.helia.api.car;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.helia.api.Progress;
import org.helia.api.block.FetchOptions;
import org.helia.api.dag.DagSelection;
import org.helia.api.path.ContentPath;
import org.helia.multiformats.Cid;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes DAGs to CARs and reads them back. Every call may block and can be cancelled by
 * interrupting its thread. Memory use does not depend on the size of a CAR, but for the CIDs that
 * an export has seen.
 *
 * @see <a href="https://ipld.io/specs/transport/car/">CAR specifications</a>
 */
@ProviderType
public interface Cars {
  /**
   * Writes the DAGs below some roots as one CARv1: depth-first, in the order of the links, each
   * block once. The same DAG always gives the same bytes.
   *
   * @param out written to, flushed at the end, not closed
   * @throws CarException when the stream cannot be written
   * @throws org.helia.api.dag.BrokenDagException when a block is missing, corrupt, malformed or of
   *     a codec that is not present
   */
  default CarExport exportDag(
      List<Cid> roots, OutputStream out, FetchOptions options, Progress progress) {
    List<ContentPath> paths = roots.stream().map(ContentPath::of).toList();
    return export(paths, out, DagSelection.ALL, options, progress);
  }

  /**
   * Writes what some paths lead to as one CARv1: for each path first the blocks that it goes
   * through, then the selected ones. Its roots are the blocks that the paths lead to. The same DAG
   * and selection always give the same bytes.
   *
   * @param out written to, flushed at the end, not closed
   * @throws CarException when the stream cannot be written
   * @throws org.helia.api.dag.DagException when a path leads nowhere, or a block is missing,
   *     corrupt, malformed or of a codec that is not present
   */
  CarExport export(
      List<ContentPath> paths,
      OutputStream out,
      DagSelection selection,
      FetchOptions options,
      Progress progress);

  /**
   * As {@link #export}, but writes a CARv2 with an index to a file, which appears whole or not at
   * all.
   *
   * @param file replaced if it is there
   */
  CarExport exportIndexed(
      List<ContentPath> paths,
      Path file,
      DagSelection selection,
      CarIndexKind kind,
      FetchOptions options,
      Progress progress);

  /**
   * Reads a CARv1, or the CARv1 in a CARv2, and stores its blocks, each checked against its CID;
   * durable when the call returns. A stream that turns out to be broken leaves the whole blocks
   * that came before the fault, and of a long one everything but the last part is durable on the
   * way: importing again goes on from there, since blocks that are there are not written again.
   *
   * @param in read to its end, not closed
   * @throws MalformedCarException when the stream is not a CAR, is cut off, or a block does not
   *     match its CID; the message names the byte offset of the first fault
   * @throws CarException when the stream cannot be read, or roots are required and missing
   * @throws org.helia.api.codec.CodecException when a block's hash cannot be checked
   */
  default CarImport importCar(InputStream in, CarImportOptions options, Progress progress) {
    return importCar(in, options, progress, imported -> {});
  }

  /**
   * As {@link #importCar(InputStream, CarImportOptions, Progress)}, for who wants to keep what was
   * imported.
   *
   * @param stored told once that everything is durable, while it is still safe from garbage
   *     collection: whoever wants to keep it for longer records a root of it now, as a pin. What it
   *     throws fails the import, whose blocks stay until they are collected
   */
  CarImport importCar(
      InputStream in, CarImportOptions options, Progress progress, Consumer<CarImport> stored);

  /**
   * Tells what is in a CAR file without reading the blocks.
   *
   * @param entries gets each section, in the order of the file
   * @throws MalformedCarException when the file is not a CAR; the message names the byte offset of
   *     the fault. Sections before it have been handed out
   * @throws CarException when the file cannot be read
   */
  CarInfo list(Path file, Consumer<CarEntry> entries);

  /**
   * Checks a CAR file: each block against its CID, that the roots are among them, and that the
   * index names every section and leads nowhere else.
   *
   * @param faults gets each thing that is wrong, in words, as it is found
   * @throws MalformedCarException when the file does not begin like a CAR
   * @throws CarException when the file cannot be read
   */
  CarReport verify(Path file, Consumer<String> faults, Progress progress);

  /**
   * Makes a CARv2 with an index of a CAR file of either version. The blocks are not checked.
   *
   * @param target appears whole or not at all; replaced if it is there; may be the same file
   * @return how many sections were indexed
   * @throws MalformedCarException when the file is not a CAR
   * @throws CarException when a file cannot be read or written
   */
  long index(Path file, Path target, CarIndexKind kind, Progress progress);
}
