package org.helia.ipld.car;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.helia.api.car.CarException;
import org.helia.multiformats.Multihash;

/**
 * Sorts the entries of an index, any number of them in bounded memory: what is too much is sorted
 * in parts, which are kept in temporary files and merged at the end. For one thread.
 */
final class IndexSorter implements AutoCloseable {
  /** How many entries are sorted in memory, about 30 MiB of them. */
  static final int MAX_IN_MEMORY = 1 << 18;

  /** How many kinds of hash, by function and digest length, may be in one CAR. */
  static final int MAX_BUCKETS = 1024;

  private static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

  private final boolean byFunction;
  private final int maxInMemory;
  private final List<byte[]> entries = new ArrayList<>();
  private final List<Path> parts = new ArrayList<>();
  private final SortedMap<Bucket, Long> counts = new TreeMap<>();

  /**
   * Entries that stand together.
   *
   * @param function the code of the hash function; 0 for all of them
   * @param digestLength in bytes
   */
  record Bucket(long function, int digestLength) implements Comparable<Bucket> {
    /** An entry is the digest and eight bytes of offset. */
    int width() {
      return digestLength + Long.BYTES;
    }

    @Override
    public int compareTo(Bucket other) {
      return Comparator.comparingLong(Bucket::function)
          .thenComparingInt(Bucket::digestLength)
          .compare(this, other);
    }
  }

  /** Gets the entries in their order. */
  @FunctionalInterface
  interface Sink {
    /**
     * One entry.
     *
     * @param entry not to be kept; the digest begins at {@code from}, and behind it, up to the end,
     *     is the offset, big-endian
     */
    void accept(byte[] entry, int from) throws IOException;
  }

  /**
   * @param byFunction whether hash functions are kept apart
   */
  IndexSorter(boolean byFunction, int maxInMemory) {
    this.byFunction = byFunction;
    this.maxInMemory = maxInMemory;
  }

  /** Adds an entry: a hash, and where its section begins in the CARv1. */
  void add(Multihash hash, long offset) throws IOException {
    Bucket bucket = new Bucket(byFunction ? hash.code() : 0, hash.digestLength());
    counts.merge(bucket, 1L, Long::sum);
    if (counts.size() > MAX_BUCKETS) {
      throw new CarException(
          "the CAR has hashes of more than %d functions and lengths; it cannot be indexed"
              .formatted(MAX_BUCKETS));
    }
    // The sections' order is that of these bytes: function, length, digest, offset.
    entries.add(
        ByteBuffer.allocate(KEY_BYTES + bucket.width())
            .putLong(bucket.function())
            .putInt(bucket.digestLength())
            .put(hash.digest())
            .putLong(offset)
            .array());
    if (entries.size() >= maxInMemory) {
      parts.add(writePart());
    }
  }

  /** How many entries there are of each kind, in the order in which they come. */
  Map<Bucket, Long> counts() {
    return counts;
  }

  /** Hands all entries out, sorted. */
  void forEach(Sink sink) throws IOException {
    entries.sort(Arrays::compareUnsigned);
    if (parts.isEmpty()) {
      for (byte[] entry : entries) {
        sink.accept(entry, KEY_BYTES);
      }
      return;
    }
    if (!entries.isEmpty()) {
      parts.add(writePart());
    }
    merge(sink);
  }

  private Path writePart() throws IOException {
    entries.sort(Arrays::compareUnsigned);
    Path part = Files.createTempFile("helia-car-index", ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      for (byte[] entry : entries) {
        out.writeShort(entry.length);
        out.write(entry);
      }
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    entries.clear();
    return part;
  }

  private void merge(Sink sink) throws IOException {
    PriorityQueue<Part> open =
        new PriorityQueue<>((one, other) -> Arrays.compareUnsigned(one.entry, other.entry));
    try {
      for (Path path : parts) {
        open.add(new Part(path));
      }
      while (!open.isEmpty()) {
        Part first = open.remove();
        sink.accept(first.entry, KEY_BYTES);
        if (first.advance()) {
          open.add(first);
        } else {
          first.in.close();
        }
      }
    } finally {
      for (Part part : open) {
        part.in.close();
      }
    }
  }

  private static final class Part {
    private final DataInputStream in;
    private byte[] entry = new byte[0];

    Part(Path path) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
      advance();
    }

    boolean advance() throws IOException {
      int high = in.read();
      if (high < 0) {
        return false;
      }
      entry = new byte[high << 8 | in.readUnsignedByte()];
      in.readFully(entry);
      return true;
    }
  }

  /** Deletes the temporary files. */
  @Override
  public void close() throws IOException {
    for (Path part : parts) {
      Files.deleteIfExists(part);
    }
  }
}
