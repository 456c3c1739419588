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
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
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
import org.helia.testkit.concurrent.Together;
import org.helia.testkit.kubo.Kubo;
import org.helia.testkit.kubo.KuboDaemon;
import org.helia.testkit.peer.RemotePeer;

/** Measures how fast blocks go from one node to another, from disk to disk. */
public final class ExchangeFigures {
  private static final int FILE_BYTES = 100 * 1024 * 1024;
  private static final int FILES = 2_000;
  private static final int CLIENT_BYTES = 4 * 1024 * 1024;
  private static final int CLIENTS = 50;

  /** Rounds that are not counted: a node runs for days, and the compiler is done by then. */
  private static final int WARM_UPS = 15;

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
      for (Measured each : measured(server)) {
        if (which.isEmpty() || which.contains(each.name())) {
          each.task().run();
        }
      }
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private record Measured(String name, Task task) {}

  private List<Measured> measured(Node server) {
    List<Measured> all = new ArrayList<>();
    all.add(
        new Measured("1m", () -> file(server, "100 MiB in 1 MiB blocks", UnixFsProfile.V1_2025)));
    all.add(
        new Measured(
            "256k", () -> file(server, "100 MiB in 256 KiB blocks", UnixFsProfile.V0_2015)));
    all.add(new Measured("cold", () -> cold(server)));
    all.add(new Measured("dir", () -> directory(server)));
    all.add(new Measured("clients", () -> clients(server)));
    if (System.getProperty(Kubo.PROPERTY) != null) {
      all.add(new Measured("kubo", this::kubo));
    }
    if (System.getProperty(RemotePeer.HELIA) != null) {
      all.add(new Measured("helia", this::helia));
    }
    return all;
  }

  /** Fifty clients with memory stores, against one. */
  private void clients(Node server) throws IOException {
    Cid root = add(server, AddSource.bytes("file", random(5, CLIENT_BYTES)), UnixFsProfile.V1_2025);
    List<Double> ones = new ArrayList<>();
    List<Double> many = new ArrayList<>();
    for (int round = -WARM_UPS; round < rounds; round++) {
      double one = fetchAtOnce(server, root, 1, "one-" + round);
      double all = fetchAtOnce(server, root, CLIENTS, "many-" + round);
      if (round >= 0) {
        ones.add(one);
        many.add(all);
      }
    }
    print("one client, 4 MiB", "MB/s", ones);
    print("50 clients at once, 4 MiB each, in all", "MB/s", many);
  }

  private double fetchAtOnce(Node server, Cid root, int count, String name) throws IOException {
    List<Node> nodes = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        Node node = Node.inMemory(folder.resolve(name + "-" + i));
        nodes.add(node);
        node.connect(server);
      }
      long begin = System.nanoTime();
      Together.run(count, number -> read(nodes.get(number), root));
      return (double) CLIENT_BYTES * count / (System.nanoTime() - begin) * 1e3;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      nodes.forEach(Node::close);
    }
  }

  /** Kubo with Kubo: {@code pin add} of what the other has added. */
  private void kubo() throws IOException {
    Path file = Files.write(folder.resolve("kubo-file"), random(1, FILE_BYTES));
    for (String chunker : List.of("size-1048576", "size-262144")) {
      List<Double> rates = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        Path home = Files.createTempDirectory(folder, "kubo");
        try (KuboDaemon server = KuboDaemon.start(home.resolve("a"));
            KuboDaemon reader = KuboDaemon.start(home.resolve("b"))) {
          String cid =
              server.run("add", "-Q", "--raw-leaves", "--chunker=" + chunker, file.toString());
          String address = server.run("id", "-f", "<addrs>").lines().findFirst().orElseThrow();
          reader.run("swarm", "connect", address);
          long begin = System.nanoTime();
          reader.run("pin", "add", cid);
          rates.add((double) FILE_BYTES / (System.nanoTime() - begin) * 1e3);
        }
      }
      print("Kubo-Kubo, 100 MiB, " + chunker, "MB/s", rates);
    }
  }

  /** Helia with Helia, both with memory stores, in blocks of 1 MiB. */
  private void helia() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("helia-tree"));
    Files.write(tree.resolve("file"), random(1, FILE_BYTES));
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (RemotePeer server = RemotePeer.start(RemotePeer.HELIA);
          RemotePeer reader = RemotePeer.start(RemotePeer.HELIA)) {
        String cid =
            server.call("add-folder", Map.of("path", tree.toRealPath().toString())).asText();
        reader.call(
            "dial", Map.of("address", server.at("").addresses().get(0) + "/p2p/" + server.id()));
        long begin = System.nanoTime();
        reader.call("cat", Map.of("cid", cid, "path", "file"));
        rates.add((double) FILE_BYTES / (System.nanoTime() - begin) * 1e3);
      }
    }
    print("Helia-Helia, 100 MiB in 1 MiB blocks", "MB/s", rates);
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
    for (int round = -WARM_UPS; round < rounds; round++) {
      // Nothing is deleted: ext4 steps over inodes that were deleted a moment ago.
      try (Node reader = Node.onDisk(folder.resolve("reader-" + root + "-" + round))) {
        reader.connect(server);
        long begin = System.nanoTime();
        long size = read(reader, root);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (size != FILE_BYTES) {
          throw new IOException("read " + size);
        }
        note(rates, round, size / seconds / 1e6);
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
      for (int round = -WARM_UPS; round < 4 * rounds; round++) {
        Cid root =
            add(
                server,
                AddSource.bytes("file", random(10_000 + round, 1 << 20)),
                UnixFsProfile.V1_2025);
        long begin = System.nanoTime();
        read(reader, root);
        note(millis, round, (System.nanoTime() - begin) / 1e6);
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
    for (int round = -WARM_UPS; round < rounds; round++) {
      try (Node reader = Node.onDisk(folder.resolve("reader-tree-" + round))) {
        reader.connect(server);
        long begin = System.nanoTime();
        long count = readAll(reader, root);
        double seconds = (System.nanoTime() - begin) / 1e9;
        note(rates, round, count / seconds);
      }
    }
    print("a directory of 2,000 files of 1 KiB", "files/s", rates);
  }

  private static long readAll(Node node, Cid root) {
    long count = 0;
    try (BlockSession session = node.blocks.session(FetchOptions.DEFAULTS);
        Stream<DirectoryEntry> entries =
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

  private static void note(List<Double> figures, int round, double figure) {
    if (round >= 0) {
      figures.add(figure);
    } else if (round == -WARM_UPS) {
      System.out.printf(Locale.ROOT, "  the first of its kind: %,.1f%n", figure);
    }
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
