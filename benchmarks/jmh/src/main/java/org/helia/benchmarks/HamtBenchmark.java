package org.helia.benchmarks;

import java.io.ByteArrayInputStream;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.Mfs;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.EditOptions;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsStat;
import org.helia.multiformats.Cid;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Large directories in a node with its blocks in memory; the figures are microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HamtBenchmark {
  private static final int MILLION = 1_000_000;
  private static final int TEN_THOUSAND = 10_000;
  private static final int CONTENT_BYTES = 100;

  /** A node with a directory of a million entries. */
  @State(Scope.Thread)
  public static class LargeDirectory extends RunningNode {
    private Cid root;
    private UnixFs unixFs;
    private Mfs mfs;

    /** Puts it into the mutable file system, too. */
    @Setup(Level.Trial)
    public void fill() {
      unixFs = service(UnixFs.class);
      mfs = service(Mfs.class);
      root = directory(MILLION);
      mfs.cp("/ipfs/" + root, "/large", MfsOptions.DEFAULTS);
    }
  }

  /** A node with a directory of ten thousand entries. */
  @State(Scope.Thread)
  public static class SmallerDirectory extends RunningNode {
    private Cid root;
    private Cid entry;
    private UnixFs unixFs;

    /** Makes it, and the file to be added to it. */
    @Setup(Level.Trial)
    public void fill() {
      unixFs = service(UnixFs.class);
      root = directory(TEN_THOUSAND);
      entry = directory(1);
    }
  }

  private final SplittableRandom random = new SplittableRandom(1);
  private final byte[] content = new byte[CONTENT_BYTES];
  private int number;

  /** Follows a path to an entry and reads the block it leads to. */
  @Benchmark
  public UnixFsStat lookup(LargeDirectory directory) {
    ContentPath path = ContentPath.of(directory.root).resolve("file-" + random.nextInt(MILLION));
    return directory.unixFs.stat(path, FetchOptions.OFFLINE);
  }

  /** Writes a file that is new in both content and name; durable, as far as memory is. */
  @Benchmark
  public void mfsWrite(LargeDirectory directory) {
    random.nextBytes(content);
    directory.mfs.write(
        "/large/new-" + number++,
        new ByteArrayInputStream(content),
        MfsWrite.CREATE,
        MfsOptions.DEFAULTS);
  }

  /** Adds an entry with a new name. */
  @Benchmark
  public Cid addEntry(SmallerDirectory directory) {
    String path = "/new-" + number++;
    return directory.unixFs.edit(
        directory.root, EditOptions.DEFAULTS, tree -> tree.cp(directory.entry, path));
  }
}
