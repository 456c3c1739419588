package org.helia.blockstore.flatfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A disk that knows what would be left if the power failed: of a file what was forced and any part
 * of the rest; of a directory what was forced and any of the changes since, in any combination.
 * Real file systems lose less. A rename leaves the old name or the new one.
 */
final class PowerlessDisk extends FaultyDisk {
  // What is forced is only noted: the real disk has its power all the time.
  private final Path root;
  private final Map<Path, Inode> files = new HashMap<>();
  private final Map<Path, Inode> durableFiles = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private boolean canForceAll;

  /** What a file has, and how much of it is on the disk. */
  private static final class Inode {
    private byte[] content = {};
    private int durable;

    static Inode of(byte[] content) {
      Inode inode = new Inode();
      inode.content = content;
      return inode;
    }
  }

  /**
   * A change of directories that is not durable yet.
   *
   * @param from the name that goes, or null
   * @param to the name that comes, or null
   * @param inode null for a directory
   */
  private record Change(Path from, Path to, Inode inode) {
    boolean isIn(Path directory) {
      return (from != null && from.getParent().equals(directory))
          || (to != null && to.getParent().equals(directory));
    }

    void apply(Map<Path, Inode> names) {
      if (from != null) {
        names.remove(from);
      }
      if (to != null) {
        names.put(to, inode);
      }
    }
  }

  /** A disk on which all that is in the folder now is durable. */
  PowerlessDisk(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.toList()) {
        if (Files.isRegularFile(each)) {
          Inode inode = Inode.of(Files.readAllBytes(each));
          inode.durable = inode.content.length;
          files.put(each, inode);
        } else {
          files.put(each, null);
        }
      }
    }
    durableFiles.putAll(files);
  }

  private void change(Path from, Path to, Inode inode) {
    Change change = new Change(from, to, inode);
    change.apply(files);
    changes.add(change);
  }

  @Override
  public synchronized void write(Path file, byte[] bytes) throws IOException {
    super.write(file, bytes);
    change(null, file, Inode.of(bytes));
  }

  @Override
  public synchronized void force(Path file) {
    Inode inode = files.get(file);
    inode.durable = inode.content.length;
  }

  @Override
  public synchronized void forceDirectory(Path directory) {

    for (Change each : List.copyOf(changes)) {
      if (each.isIn(directory)) {
        each.apply(durableFiles);
        changes.remove(each);
      }
    }
  }

  /** Succeeds every other time; a failure may have forced anything, here it has not. */
  @Override
  public synchronized boolean forceAll(Path directory) {
    canForceAll = !canForceAll;
    if (canForceAll) {
      files.values().stream()
          .filter(Objects::nonNull)
          .forEach(inode -> inode.durable = inode.content.length);
      changes.forEach(change -> change.apply(durableFiles));
      changes.clear();
    }
    return canForceAll;
  }

  @Override
  public synchronized void move(Path from, Path to) throws IOException {
    super.move(from, to);
    change(from, to, files.get(from));
  }

  @Override
  public synchronized boolean delete(Path file) throws IOException {
    boolean deleted = super.delete(file);
    if (deleted) {
      change(file, null, null);
    }
    return deleted;
  }

  @Override
  public synchronized void makeDirectory(Path directory) throws IOException {
    boolean isNew = !Files.exists(directory);
    super.makeDirectory(directory);
    if (isNew) {
      change(null, directory, null);
    }
  }

  @Override
  public synchronized Appender append(Path file) throws IOException {
    Appender appender = super.append(file);
    Inode inode = new Inode();
    change(null, file, inode);
    return new Appender() {
      @Override
      public void append(byte[] bytes) throws IOException {
        synchronized (PowerlessDisk.this) {
          appender.append(bytes);
          int before = inode.content.length;
          inode.content = Arrays.copyOf(inode.content, before + bytes.length);
          System.arraycopy(bytes, 0, inode.content, before, bytes.length);
        }
      }

      @Override
      public void truncate(long length) throws IOException {
        synchronized (PowerlessDisk.this) {
          appender.truncate(length);
          inode.content = Arrays.copyOf(inode.content, (int) length);
          inode.durable = Math.min(inode.durable, (int) length);
        }
      }

      @Override
      public void force() {
        synchronized (PowerlessDisk.this) {
          inode.durable = inode.content.length;
        }
      }

      @Override
      public void close() throws IOException {
        appender.close();
      }
    };
  }

  /** Writes to another folder what would be left if the power failed now. */
  synchronized void losePower(Path target, Random random) throws IOException {
    Map<Path, Inode> left = new HashMap<>(durableFiles);
    int mode = random.nextInt(3);
    for (Change each : changes) {
      if (mode == 0 || (mode == 1 && random.nextBoolean())) {
        each.apply(left);
      }
    }
    for (Map.Entry<Path, Inode> each : left.entrySet()) {
      if (hasAllDirectories(each.getKey(), left)) {
        restore(target.resolve(root.relativize(each.getKey()).toString()), each.getValue(), random);
      }
    }
  }

  private boolean hasAllDirectories(Path file, Map<Path, Inode> left) {
    for (Path above = file; !above.equals(root); above = above.getParent()) {
      if (!left.containsKey(above)) {
        return false;
      }
    }
    return true;
  }

  private static void restore(Path file, Inode inode, Random random) throws IOException {
    if (inode == null) {
      Files.createDirectories(file);
      return;
    }
    int lost = inode.content.length - inode.durable;
    int length = inode.durable + (random.nextBoolean() ? 0 : random.nextInt(lost + 1));
    Files.createDirectories(file.getParent());
    Files.write(file, Arrays.copyOf(inode.content, length));
  }
}
