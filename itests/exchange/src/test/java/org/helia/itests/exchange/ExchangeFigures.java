package org.helia.itests.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.helia.api.block.BlockSession;
import org.helia.api.block.FetchOptions;
import org.helia.api.path.ContentPath;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.multiformats.Cid;

/** Measures how fast blocks go from one node to another, from disk to disk. */
public final class ExchangeFigures {
  private static final int FILE_BYTES = 100 * 1024 * 1024;
  private static final int FILES = 2_000;

  private final Path folder;
  private final int rounds;

  private ExchangeFigures(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  /**
   * @param arguments the folder for the nodes' homes, and how often each is measured
   */
  public static void main(String[] arguments) throws IOException {
    new ExchangeFigures(Path.of(arguments[0]), Integer.parseInt(arguments[1]))
        .run(List.of(arguments).subList(2, arguments.length));
  }

  private void run(List<String> which) throws IOException {
    try (Node server = Node.onDisk(folder.resolve("server"))) {
      if (which.isEmpty() || which.contains("1m")) {
        file(server, "100 MiB in 1 MiB blocks", UnixFsProfile.V1_2025);
      }
      if (which.isEmpty() || which.contains("256k")) {
        file(server, "100 MiB in 256 KiB blocks", UnixFsProfile.V0_2015);
      }
      if (which.isEmpty() || which.contains("cold")) {
        cold(server);
      }
      if (which.isEmpty() || which.contains("dir")) {
        directory(server);
      }
    }
  }

  private static Cid add(Node node, AddSource source, UnixFsProfile profile) {
    return node.unixFs
        .add(source, AddOptions.DEFAULTS.withProfile(profile), AddListener.NONE)
        .cid();
  }

  private static byte[] random(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private void file(Node server, String what, UnixFsProfile profile) throws IOException {
    Cid root = add(server, AddSource.bytes("file", random(1, FILE_BYTES)), profile);
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (Node reader = Node.onDisk(folder.resolve("reader-" + root + "-" + round))) {
        reader.connect(server);
        long cpu = cpuNanos();
        long begin = System.nanoTime();
        long size = read(reader, root);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.println("cpu ms " + (cpuNanos() - cpu) / 1_000_000);
        if (size != FILE_BYTES) {
          throw new IOException("read " + size);
        }
        rates.add(size / seconds / 1e6);
      }
    }
    print(what, "MB/s", rates);
  }

  private static long read(Node node, Cid root) throws IOException {
    try (InputStream in =
        node.unixFs.cat(ContentPath.of(root), ByteRange.ALL, FetchOptions.DEFAULTS)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private void cold(Node server) throws IOException {
    List<Double> millis = new ArrayList<>();
    try (Node reader = Node.onDisk(folder.resolve("reader-cold"))) {
      reader.connect(server);
      for (int round = 0; round < 4 * rounds; round++) {
        Cid root =
            add(
                server,
                AddSource.bytes("file", random(100 + round, 1 << 20)),
                UnixFsProfile.V1_2025);
        long begin = System.nanoTime();
        read(reader, root);
        millis.add((System.nanoTime() - begin) / 1e6);
      }
    }
    print("a cold file of 1 MiB", "ms", millis);
  }

  private void directory(Node server) throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    for (int i = 0; i < FILES; i++) {
      Files.write(tree.resolve("file-" + i), random(1_000_000 + i, 1_024));
    }
    Cid root = add(server, AddSource.path(tree), UnixFsProfile.V1_2025);
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (Node reader = Node.onDisk(folder.resolve("reader-tree-" + round))) {
        reader.connect(server);
        long begin = System.nanoTime();
        long cpu = cpuNanos();
        long count = readAll(reader, root);
        System.out.println("cpu ms " + (cpuNanos() - cpu) / 1_000_000);
        double seconds = (System.nanoTime() - begin) / 1e9;
        rates.add(count / seconds);
      }
    }
    print("a directory of 2,000 files of 1 KiB", "files/s", rates);
  }

  private static long readAll(Node node, Cid root) {
    long count = 0;
    try (BlockSession session = node.blocks.session(FetchOptions.DEFAULTS);
        java.util.stream.Stream<DirectoryEntry> entries =
            node.unixFs.ls(ContentPath.of(root), FetchOptions.DEFAULTS)) {
      Deque<Cid> ahead = new ArrayDeque<>();
      var each = entries.iterator();
      while (each.hasNext() || !ahead.isEmpty()) {
        while (each.hasNext() && ahead.size() < session.readAhead()) {
          Cid next = each.next().cid();
          ahead.add(next);
          session.prefetch(next);
        }
        session.get(ahead.remove());
        count++;
      }
    }
    return count;
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void print(String what, String unit, List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%-40s %,10.1f %s (%,.1f - %,.1f, %d runs)%n",
        what,
        sorted.get(sorted.size() / 2),
        unit,
        sorted.get(0),
        sorted.get(sorted.size() - 1),
        sorted.size());
  }
}
