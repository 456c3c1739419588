package org.helia.api.unixfs;

/**
 * How the content of a file is cut into chunks, each of which becomes a block. The same content is
 * always cut in the same places, which are those of Kubo. Its text form is Kubo's, too.
 *
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/#unixfs-chunker">IPIP-499, chunker</a>
 */
public sealed interface Chunker {
  /**
   * The largest chunk in bytes, the same as Kubo's: wrapped in DAG-PB it still is a block of at
   * most 2 MiB, which others accept.
   */
  int MAX_CHUNK_BYTES = 2 * 1024 * 1024 - 256;

  /** No chunk is larger, in bytes. */
  int maxBytes();

  /** No chunk but the last one of a file is smaller, in bytes. */
  int minBytes();

  /**
   * Chunks of one size; the last one of a file may be shorter.
   *
   * @param bytes 1 to {@value Chunker#MAX_CHUNK_BYTES}
   */
  record FixedSize(int bytes) implements Chunker {
    /**
     * @throws IllegalArgumentException when the size is out of its range; the message names it
     */
    public FixedSize {
      if (bytes < 1 || bytes > MAX_CHUNK_BYTES) {
        throw new IllegalArgumentException(
            "chunk size must be from 1 to %d, not %d".formatted(MAX_CHUNK_BYTES, bytes));
      }
    }

    @Override
    public int maxBytes() {
      return bytes;
    }

    @Override
    public int minBytes() {
      return bytes;
    }

    /** As in "size-262144". */
    @Override
    public String toString() {
      return "size-" + bytes;
    }
  }

  /**
   * Cuts where the Rabin fingerprint of the last 16 bytes says so, so that most chunks stay the
   * same when something is put in before them.
   *
   * @param minBytes the least size of a chunk, at least {@value #LEAST_MIN_BYTES}
   * @param avgBytes what the size is on average, more or less, and more than the least
   * @param maxBytes the greatest size, more than the average, at most {@value
   *     Chunker#MAX_CHUNK_BYTES}
   */
  record Rabin(int minBytes, int avgBytes, int maxBytes) implements Chunker {
    /** A chunk must have room for the fingerprint's window. */
    public static final int LEAST_MIN_BYTES = 16;

    /** What Kubo's "rabin" is. */
    public static final Rabin DEFAULT = ofAverage(262_144);

    /**
     * @throws IllegalArgumentException when a size is out of its range; the message names it
     */
    public Rabin {
      if (minBytes < LEAST_MIN_BYTES) {
        throw new IllegalArgumentException(
            "the least chunk size of rabin must be %d or more, not %d"
                .formatted(LEAST_MIN_BYTES, minBytes));
      }
      if (avgBytes <= minBytes || maxBytes <= avgBytes) {
        throw new IllegalArgumentException(
            "the chunk sizes of rabin must grow from least over average to greatest, not be %d, %d and %d"
                .formatted(minBytes, avgBytes, maxBytes));
      }
      if (maxBytes > MAX_CHUNK_BYTES) {
        throw new IllegalArgumentException(
            "the greatest chunk size of rabin must be up to %d, not %d"
                .formatted(MAX_CHUNK_BYTES, maxBytes));
      }
    }

    /**
     * From a third of the average to one and a half times of it, as Kubo chooses.
     *
     * @throws IllegalArgumentException when that leads out of a range; the message names it
     */
    public static Rabin ofAverage(int avgBytes) {
      int leastAverage = 3 * LEAST_MIN_BYTES;
      int greatestAverage = MAX_CHUNK_BYTES / 3 * 2 + 1;
      if (avgBytes < leastAverage || avgBytes > greatestAverage) {
        throw new IllegalArgumentException(
            "the average chunk size of rabin must be from %d to %d, not %d"
                .formatted(leastAverage, greatestAverage, avgBytes));
      }
      return new Rabin(avgBytes / 3, avgBytes, avgBytes + avgBytes / 2);
    }

    /** As in "rabin-87381-262144-393216". */
    @Override
    public String toString() {
      return "rabin-%d-%d-%d".formatted(minBytes, avgBytes, maxBytes);
    }
  }

  /** Cuts where a rolling hash of the last 32 bytes says so, at 128 KiB to 512 KiB. */
  record Buzhash() implements Chunker {
    @Override
    public int maxBytes() {
      return 512 * 1024;
    }

    @Override
    public int minBytes() {
      return 128 * 1024;
    }

    /** "buzhash". */
    @Override
    public String toString() {
      return "buzhash";
    }
  }

  /**
   * Reads Kubo's text form: {@code size-BYTES}, {@code rabin}, {@code rabin-AVG}, {@code
   * rabin-MIN-AVG-MAX}, whose numbers may be labelled as in {@code min:16}, or {@code buzhash}.
   *
   * @throws IllegalArgumentException when the text is none of these or a size is out of its range;
   *     the message says which
   */
  static Chunker parse(String text) {
    return ChunkerText.parse(text);
  }
}
