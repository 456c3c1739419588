package org.helia.ipld.car;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;
import org.helia.api.car.CarIndexKind;
import org.helia.api.car.MalformedCarException;
import org.helia.multiformats.MultiformatsException;
import org.helia.multiformats.Multihash;
import org.helia.multiformats.Varint;

/**
 * An index in a file: where the section of a hash is in a CARv1. Nothing that it says is trusted:
 * whoever follows an offset looks what is there. Any number of threads may use it at once.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv2/#index-formats">CARv2, index formats</a>
 */
public final class CarIndex {
  /** The longest digest that is indexed, that of an identity multihash. */
  static final int MAX_DIGEST_BYTES = Multihash.MAX_IDENTITY_READ_LENGTH;

  private static final int BATCH = 256;
  private static final long ANY_FUNCTION = -1;

  private final CarFile file;
  private final long end;
  private final long maxOffset;
  private final CarIndexKind kind;
  private final List<Part> parts = new ArrayList<>();
  private long position;

  /** The entries of one hash function, or of all, and one width. */
  private record Part(long function, IndexBucket bucket) {
    boolean holds(Multihash hash) {
      return bucket.digestLength() == hash.digestLength()
          && (function == ANY_FUNCTION || function == hash.code());
    }
  }

  /**
   * What an index says of one section.
   *
   * @param function the code of the hash function; -1 when the index does not say
   * @param digest the digest
   * @param offset where the section begins, in bytes from the beginning of the CARv1
   */
  public record Entry(long function, byte[] digest, long offset) {}

  /**
   * Reads an index through once, to see that it is one.
   *
   * @param from where it begins in the file
   * @param dataSize how long the CARv1 is that it belongs to
   * @throws MalformedCarException when it is of an unknown kind, cut off, not sorted, or leads out
   *     of the data
   */
  public CarIndex(CarFile file, long from, long dataSize) {
    this.file = file;
    this.end = file.size();
    this.maxOffset = dataSize;
    this.position = from;
    this.kind = readKind();
    if (kind == CarIndexKind.SORTED) {
      readWidths(ANY_FUNCTION);
    } else {
      int functions = readCount("hash functions");
      for (int i = 0; i < functions; i++) {
        readWidths(read(Long.BYTES).getLong());
      }
    }
  }

  private CarIndexKind readKind() {
    byte[] head = new byte[(int) Math.max(0, Math.min(Varint.MAX_SIZE, end - position))];
    ByteBuffer buffer = ByteBuffer.wrap(head, 0, file.read(position, head));
    try {
      long code = Varint.read(buffer);
      for (CarIndexKind known : CarIndexKind.values()) {
        if (known.code() == code) {
          position += buffer.position();
          return known;
        }
      }
      throw malformed("an index of the unknown kind 0x%x".formatted(code));
    } catch (MultiformatsException e) {
      throw new MalformedCarException(position, "its index has no kind: " + e.getMessage(), e);
    }
  }

  private void readWidths(long function) {
    int widths = readCount("widths");
    for (int i = 0; i < widths; i++) {
      ByteBuffer head = read(Integer.BYTES + Long.BYTES);
      int width = head.getInt();
      long bytes = head.getLong();
      if (width < Long.BYTES || width > MAX_DIGEST_BYTES + Long.BYTES) {
        throw malformed(
            "an index with entries of %s bytes".formatted(Integer.toUnsignedString(width)));
      }
      if (bytes < 0 || bytes > end - position || bytes % width != 0) {
        throw malformed(
            "an index that announces %s bytes of entries, %d each, while %d follow"
                .formatted(Long.toUnsignedString(bytes), width, end - position));
      }
      parts.add(
          new Part(function, new IndexBucket(file, position, width, bytes / width, maxOffset)));
      position += bytes;
    }
  }

  private int readCount(String what) {
    int count = read(Integer.BYTES).getInt();
    if (count < 0 || count > IndexSorter.MAX_BUCKETS || parts.size() > IndexSorter.MAX_BUCKETS) {
      throw malformed(
          "an index of %s %s, over the limit of %d"
              .formatted(Integer.toUnsignedString(count), what, IndexSorter.MAX_BUCKETS));
    }
    return count;
  }

  private ByteBuffer read(int length) {
    byte[] bytes = new byte[length];
    if (end - position < length || file.read(position, bytes) < length) {
      throw malformed("an index that is cut off");
    }
    position += length;
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private MalformedCarException malformed(String fault) {
    return new MalformedCarException(position, fault);
  }

  /** How the index is laid out. */
  public CarIndexKind kind() {
    return kind;
  }

  /** How many sections it names. */
  public long count() {
    return parts.stream().mapToLong(part -> part.bucket().count()).sum();
  }

  /**
   * Looks up where the sections of a hash are.
   *
   * @param found gets each offset that the index gives, until it says that it is the right one
   * @return whether it said so
   */
  public boolean find(Multihash hash, LongPredicate found) {
    byte[] digest = hash.digest();
    for (Part part : parts) {
      if (part.holds(hash) && part.bucket().find(digest, found)) {
        return true;
      }
    }
    return false;
  }

  /** All entries, in their order, read as they are asked for. */
  public Iterator<Entry> entries() {
    return new Entries();
  }

  private final class Entries implements Iterator<Entry> {
    private int part;
    private long index;
    private byte[] batch = new byte[0];
    private int at;

    @Override
    public boolean hasNext() {
      while (part < parts.size() && index == parts.get(part).bucket().count()) {
        part++;
        index = 0;
        at = 0;
        batch = new byte[0];
      }
      return part < parts.size();
    }

    @Override
    public Entry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      IndexBucket bucket = parts.get(part).bucket();
      if (at == batch.length) {
        batch = bucket.entries(index, BATCH);
        at = 0;
      }
      byte[] digest = new byte[bucket.digestLength()];
      System.arraycopy(batch, at, digest, 0, digest.length);
      long offset =
          ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN).getLong(at + digest.length);
      at += bucket.width();
      index++;
      return new Entry(parts.get(part).function(), digest, offset);
    }
  }
}
