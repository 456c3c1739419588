package org.helia.benchmarks.node;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.helia.api.Progress;
import org.helia.api.block.BlockGuardedException;
import org.helia.api.block.FetchOptions;
import org.helia.api.car.CarImportOptions;
import org.helia.api.node.Helia;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.helia.multiformats.Multihash;

/** Measures a node with the blockstore that it writes to. The store is emptied over and over. */
final class NodeFigures {
  private static final double MEBIBYTE_IN_MB = 1.048576;
  private static final int SMALL_FILES = 10_000;
  private static final int SMALL_FILE_BYTES = 100;
  private static final int BLOCK_BYTES = 256 * 1024;
  private static final int BLOCK_GETS = 20_000;
  private static final int BLOCK_THREADS = 2;

  private final Helia helia;
  private final Path directory;
  private final int megabytes;
  private final Stopwatch stopwatch;
  private final boolean onDisk;

  NodeFigures(Helia helia, Path directory, int megabytes, int runs) {
    this.helia = helia;
    this.directory = directory;
    this.megabytes = megabytes;
    this.stopwatch = new Stopwatch(runs);
    this.onDisk = !helia.blockstores().list().get(0).name().equals("memory");
  }

  Measured sha256() throws Exception {
    return Limits.sha256(stopwatch, megabytes);
  }

  Measured sequentialWrite() throws Exception {
    return Limits.sequentialWrite(stopwatch, directory, megabytes);
  }

  Measured addLargeFile() throws Exception {
    Path file = TestData.largeFile(directory, megabytes);
    return stopwatch.measure(
        "add of " + megabytes + " MiB",
        "MB/s",
        megabytes * MEBIBYTE_IN_MB,
        newContent(run -> TestData.stirLarge(file, run), () -> add(file)));
  }

  Measured addSmallFiles() throws Exception {
    Path folder = TestData.smallFiles(directory, SMALL_FILES, SMALL_FILE_BYTES);
    return stopwatch.measure(
        "add of %d files of %d bytes".formatted(SMALL_FILES, SMALL_FILE_BYTES),
        "files/s",
        SMALL_FILES,
        newContent(run -> TestData.stirSmall(folder, run), () -> add(folder)));
  }

  Measured cat() throws Exception {
    Cid root = add(TestData.largeFile(directory, megabytes));
    return stopwatch.measure(
        "cat of " + megabytes + " MiB",
        "MB/s",
        megabytes * MEBIBYTE_IN_MB,
        () -> {
          try (InputStream in =
              helia.unixFs().cat(ContentPath.of(root), ByteRange.ALL, FetchOptions.OFFLINE)) {
            in.transferTo(OutputStream.nullOutputStream());
          }
        });
  }

  Measured carExport() throws Exception {
    Cid root = add(TestData.largeFile(directory, megabytes));
    return stopwatch.measure(
        "CAR export of " + megabytes + " MiB",
        "MB/s",
        megabytes * MEBIBYTE_IN_MB,
        () ->
            helia
                .cars()
                .exportDag(
                    List.of(root),
                    OutputStream.nullOutputStream(),
                    FetchOptions.OFFLINE,
                    Progress.NONE));
  }

  Measured carImport() throws Exception {
    Path car = directory.resolve("export.car");
    Cid root = add(TestData.largeFile(directory, megabytes));
    try (OutputStream out = Files.newOutputStream(car)) {
      helia.cars().exportDag(List.of(root), out, FetchOptions.OFFLINE, Progress.NONE);
    }
    return stopwatch.measure(
        "verified CAR import of " + megabytes + " MiB",
        "MB/s",
        megabytes * MEBIBYTE_IN_MB,
        afterEmptying(
            () -> {
              try (InputStream in = new BufferedInputStream(Files.newInputStream(car))) {
                return helia.cars().importCar(in, CarImportOptions.DEFAULTS, Progress.NONE);
              }
            }));
  }

  Measured getBlocks() throws Exception {
    UnixFsProfile profile = UnixFsProfile.V1_2025.toBuilder().chunkBytes(BLOCK_BYTES).build();
    Path file = TestData.largeFile(directory, megabytes);
    empty();
    helia
        .unixFs()
        .add(AddSource.path(file), AddOptions.DEFAULTS.withProfile(profile), AddListener.NONE);
    List<Cid> cids = fullBlocks();
    return stopwatch.measure(
        "block get of 256 KiB, " + BLOCK_THREADS + " threads",
        "blocks/s",
        BLOCK_GETS,
        () -> inParallel(() -> getRandomly(cids, BLOCK_GETS / BLOCK_THREADS)));
  }

  private List<Cid> fullBlocks() {
    try (Stream<Multihash> hashes = helia.blocks().hashes()) {
      return hashes
          .map(hash -> Cid.v1(Multicodec.RAW, hash))
          .filter(cid -> helia.blocks().size(cid).orElse(0) == BLOCK_BYTES)
          .toList();
    }
  }

  private Void getRandomly(List<Cid> cids, int count) {
    SplittableRandom random = new SplittableRandom(Thread.currentThread().getId());
    for (int i = 0; i < count; i++) {
      helia.blocks().get(cids.get(random.nextInt(cids.size())), FetchOptions.OFFLINE);
    }
    return null;
  }

  private static void inParallel(Callable<Void> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(BLOCK_THREADS);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < BLOCK_THREADS; i++) {
        tasks.add(work);
      }
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Cid add(Path path) {
    return helia.unixFs().add(AddSource.path(path), AddOptions.DEFAULTS, AddListener.NONE).cid();
  }

  /** Work on content that the node does not have. */
  private Stopwatch.Work newContent(Stirring stirring, Callable<?> work) {
    return new Stopwatch.Work() {
      @Override
      public void prepare(int run) throws Exception {
        stirring.stir(run);
        if (!onDisk) {
          empty();
        }
      }

      @Override
      public void run() throws Exception {
        work.call();
      }
    };
  }

  /** Changes content for a run. */
  private interface Stirring {
    void stir(int run) throws Exception;
  }

  /** Work after everything was deleted, and forgotten by the file system, too. */
  private Stopwatch.Work afterEmptying(Callable<?> work) {
    return newContent(
        run -> {
          empty();
          if (onDisk) {
            Thread.sleep(TestData.DELETED_INODES_REST.toMillis());
          }
        },
        work);
  }

  void empty() {
    List<Multihash> all;
    try (Stream<Multihash> hashes = helia.blocks().hashes()) {
      all = hashes.toList();
    }
    all.forEach(this::deleteUnlessGuarded);
  }

  private void deleteUnlessGuarded(Multihash hash) {
    try {
      helia.blocks().delete(Cid.v1(Multicodec.RAW, hash));
    } catch (BlockGuardedException e) {
      // The root of the mutable file system stays.
    }
  }
}
