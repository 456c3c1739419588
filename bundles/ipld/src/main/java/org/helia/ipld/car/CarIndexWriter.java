package org.helia.ipld.car;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.helia.api.car.CarException;
import org.helia.api.car.CarIndexKind;
import org.helia.ipld.car.IndexSorter.Bucket;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.Varint;

/**
 * Collects where the sections of a CARv1 are and writes their index. Memory does not depend on how
 * many they are. For one thread; close it.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv2/#index-formats">CARv2, index formats</a>
 */
public final class CarIndexWriter implements AutoCloseable {
  private final CarIndexKind kind;
  private final IndexSorter sorter;
  private long entries;

  /** An empty index. */
  public CarIndexWriter(CarIndexKind kind) {
    this(kind, IndexSorter.MAX_IN_MEMORY);
  }

  CarIndexWriter(CarIndexKind kind, int maxInMemory) {
    this.kind = kind;
    this.sorter = new IndexSorter(kind == CarIndexKind.MULTIHASH_SORTED, maxInMemory);
  }

  /**
   * Adds a section.
   *
   * @param hash the hash in its CID
   * @param offset where it begins, in bytes from the beginning of the CARv1
   * @throws CarException when a temporary file cannot be written
   */
  public void add(Multihash hash, long offset) {
    try {
      sorter.add(hash, offset);
      entries++;
    } catch (IOException e) {
      throw new CarException("the index of the CAR cannot be sorted: " + e, e);
    }
  }

  /** How many sections were added. */
  public long entries() {
    return entries;
  }

  /**
   * Writes the index, its codec in front.
   *
   * @param stream not closed
   */
  public void writeTo(OutputStream stream) throws IOException {
    OutputStream out = new BufferedOutputStream(stream, 64 * 1024);
    Varint.write(kind.code(), out);
    Heads heads = new Heads(out);
    Bucket[] current = {null};
    sorter.forEach(
        (entry, from) -> {
          Bucket bucket = heads.bucketOf(entry);
          if (!bucket.equals(current[0])) {
            heads.write(bucket);
            current[0] = bucket;
          }
          int digestEnd = entry.length - Long.BYTES;
          out.write(entry, from, digestEnd - from);
          long offset = ByteBuffer.wrap(entry).getLong(digestEnd);
          out.write(littleEndian(Long.BYTES).putLong(offset).array());
        });
    if (entries == 0) {
      out.write(new byte[Integer.BYTES]);
    }
    out.flush();
  }

  /** What stands before the entries of a kind. */
  private final class Heads {
    private final OutputStream out;
    private final Map<Long, Map<Bucket, Long>> byFunction = new LinkedHashMap<>();
    private boolean begun;
    private long function;

    Heads(OutputStream out) {
      this.out = out;
      sorter
          .counts()
          .forEach(
              (bucket, count) ->
                  byFunction
                      .computeIfAbsent(bucket.function(), code -> new LinkedHashMap<>())
                      .put(bucket, count));
    }

    Bucket bucketOf(byte[] entry) {
      ByteBuffer buffer = ByteBuffer.wrap(entry);
      return new Bucket(buffer.getLong(), buffer.getInt());
    }

    void write(Bucket bucket) throws IOException {
      boolean newFunction = !begun || function != bucket.function();
      if (!begun && kind == CarIndexKind.MULTIHASH_SORTED) {
        writeCount(byFunction.keySet());
      }
      Map<Bucket, Long> widths = byFunction.getOrDefault(bucket.function(), Map.of());
      if (newFunction) {
        if (kind == CarIndexKind.MULTIHASH_SORTED) {
          out.write(littleEndian(Long.BYTES).putLong(bucket.function()).array());
        }
        writeCount(widths.keySet());
      }
      long bytes = widths.getOrDefault(bucket, 0L) * bucket.width();
      out.write(
          littleEndian(Integer.BYTES + Long.BYTES).putInt(bucket.width()).putLong(bytes).array());
      begun = true;
      function = bucket.function();
    }

    private void writeCount(Collection<?> what) throws IOException {
      out.write(littleEndian(Integer.BYTES).putInt(what.size()).array());
    }
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Deletes temporary files. */
  @Override
  public void close() {
    try {
      sorter.close();
    } catch (IOException e) {
      throw new CarException("temporary files of an index cannot be deleted: " + e, e);
    }
  }
}
